"""The name of this application in the admin."""

from django.apps import AppConfig


class PhotosConfig(AppConfig):
    """Photos made safe."""

    name = "photos"
    verbose_name = "Photos"
