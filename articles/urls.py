"""Addresses of analyses, and of what partner sites publish."""

from django.urls import path

from articles import views

urlpatterns = [
    path("analyses/partenaires/", views.partner_list, name="partner_list"),
    path("flux/partenaires.atom", views.partner_feed, name="partner_feed"),
]
