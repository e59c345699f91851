"""Floor of the house: the gazetteer stands on nothing else."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The gazetteer and its look-up."""

    name = "places"
    verbose_name = "Territoires"
