"""Addresses of what the author of a sheet does with it."""

from django.urls import path
from django.views.generic import RedirectView

from moderation import editing_views, views

urlpatterns = [
    path("mes-fiches/", views.my_sheets, name="my_sheets"),
    path("confirmer/nouveau-lien/", RedirectView.as_view(pattern_name="my_sheets", permanent=True)),
    path("confirmer/modification/<str:token>/", views.confirm_proposal, name="confirm_proposal"),
    path("confirmer/<str:token>/", views.confirm, name="confirm"),
    path("suivi/<str:token>/", views.follow, name="follow"),
    path("suivi/<str:token>/donnees.json", views.follow_export, name="follow_export"),
    path("suivi/<str:token>/corriger/", editing_views.correct, name="correct"),
    path("suivi/<str:token>/corriger/<str:draft>/", editing_views.correct, name="correct_review"),
    path("suivi/<str:token>/<slug:name>/", views.follow_act, name="follow_act"),
]
