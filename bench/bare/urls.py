"""The one address of the bare site."""

from django.urls import path

from bench.bare.views import cards

urlpatterns = [path("", cards)]
