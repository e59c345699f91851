"""Addresses of the look-up."""

from django.urls import path

from places import views

urlpatterns = [path("communes/", views.communes, name="communes")]
