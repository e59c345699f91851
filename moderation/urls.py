"""Addresses of what the author of a sheet does with it."""

from django.urls import path

from moderation import views

urlpatterns = [
    path("confirmer/nouveau-lien/", views.confirm_again, name="confirm_again"),
    path("confirmer/<str:token>/", views.confirm, name="confirm"),
]
