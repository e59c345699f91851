"""Addresses of photos."""

from django.urls import path

from photos.views import photo

urlpatterns = [path("photos/<slug:token>-<int:width>.webp", photo, name="photo")]
