"""Addresses of registrations for meetings."""

from django.urls import path

from events import views

urlpatterns = [
    path("rencontres/<slug:slug>/inscription/", views.register, name="register"),
    path("inscription/<str:token>/", views.registration, name="registration"),
    path("inscription/<str:token>/donnees.json", views.registration_export, name="registration_export"),
    path("suivi/<str:token>/inscriptions/", views.registrations, name="registrations"),
    path(
        "suivi/<str:token>/inscriptions/reglages/",
        views.registrations_settings,
        name="registrations_settings",
    ),
    path("suivi/<str:token>/inscriptions/ajouter/", views.registrations_add, name="registrations_add"),
    path("suivi/<str:token>/inscriptions/ecrire/", views.registrations_write, name="registrations_write"),
    path("suivi/<str:token>/inscriptions/feuille/", views.attendance, name="attendance"),
    path("suivi/<str:token>/inscriptions/liste.csv", views.registrations_csv, name="registrations_csv"),
    path(
        "suivi/<str:token>/inscriptions/<int:number>/annuler/",
        views.registrations_cancel,
        name="registrations_cancel",
    ),
]
