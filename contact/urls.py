"""Addresses of messages and introductions; those of writing about a sheet stand beside the sheet."""

from django.urls import path

from contact import views

urlpatterns = [
    path("confirmer/message/<str:token>/", views.confirm_message, name="confirm_message"),
    path("confirmer/mise-en-relation/<str:token>/", views.confirm_introduction, name="confirm_introduction"),
    path("repondre/<str:token>/", views.answer, name="answer"),
    path("repondre/<str:token>/donnees.json", views.answer_export, name="answer_export"),
    path("repondre/<str:token>/effacer/", views.answer_erase, name="answer_erase"),
    path("repondre/<str:token>/<slug:name>/", views.answer_act, name="answer_act"),
    path("mettre-en-relation/", views.introduce, name="introduce"),
    path("mettre-en-relation/repondre/<str:token>/", views.answer_introduction, name="answer_introduction"),
]
