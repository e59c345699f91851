"""Addresses of the letter."""

from django.urls import path

from newsletter import views

urlpatterns = [
    path("lettre/", views.letter_page, name="letter"),
    path("lettre/s-abonner/", views.subscribe, name="letter_subscribe"),
    path("lettre/abonnement/<str:token>/", views.manage, name="letter_manage"),
    path("lettre/desinscription/<str:token>/", views.stop, name="letter_stop"),
    path("lettre/<int:year>-<int:number>/", views.issue_page, name="letter_issue"),
    path("confirmer/lettre/<str:token>/", views.confirm, name="confirm_letter"),
    path("flux/lettre.atom", views.letter_feed, name="letter_feed"),
]
