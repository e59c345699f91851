"""Addresses of the directory."""

from django.urls import path

from contact.views import write
from initiatives import views
from initiatives.base_map import base_map
from initiatives.models import Actor, Initiative
from initiatives.views import submission, twins
from initiatives.views.later import later
from moderation.editing_views import propose
from moderation.views import report

urlpatterns = [
    path("carte/", views.map_page, name="map"),
    path("carte/fond.json", base_map, name="map_base"),
    path("carte/tuiles/<int:z>/<int:x>/<int:y>.json", views.tile, name="map_tile"),
    path("initiatives/", views.initiative_list, name="initiative_list"),
    path("initiatives/proposer/", submission.submit, name="initiative_submit"),
    path("initiatives/proposer/depuis-un-message/", submission.paste, name="initiative_paste"),
    path("initiatives/proposer/plus-tard/<str:token>/", later, name="initiative_later"),
    path("initiatives/proposer/relecture/<str:token>/", submission.review, name="initiative_review"),
    path("initiatives/proposer/recu/<str:token>/", submission.receipt, name="initiative_receipt"),
    path("initiatives/<slug:slug>/", views.initiative_page, name="initiative"),
    path("initiatives/<slug:slug>/historique/", views.initiative_history, name="initiative_history"),
    path("initiatives/<slug:slug>/modifier/", propose, {"kind": Initiative}, name="initiative_edit"),
    path(
        "initiatives/<slug:slug>/modifier/<str:token>/",
        propose,
        {"kind": Initiative},
        name="initiative_edit_review",
    ),
    path("initiatives/<slug:slug>/signaler/", report, {"kind": Initiative}, name="initiative_report"),
    path("initiatives/<slug:slug>/ecrire/", write, {"kind": Initiative}, name="initiative_contact"),
    path("acteurs/", views.actor_list, name="actor_list"),
    path("acteurs/<slug:slug>/", views.actor_page, name="actor"),
    path("acteurs/<slug:slug>/historique/", views.actor_history, name="actor_history"),
    path("acteurs/<slug:slug>/modifier/", propose, {"kind": Actor}, name="actor_edit"),
    path("acteurs/<slug:slug>/modifier/<str:token>/", propose, {"kind": Actor}, name="actor_edit_review"),
    path("acteurs/<slug:slug>/signaler/", report, {"kind": Actor}, name="actor_report"),
    path("acteurs/<slug:slug>/ecrire/", write, {"kind": Actor}, name="actor_contact"),
    path("suggestions/", views.suggestions, name="suggestions"),
    path("suggestions/jumelles/", twins.twins, name="twins"),
    path("themes/", views.theme_list, name="theme_list"),
    path("themes/<slug:slug>/", views.theme_page, name="theme"),
    path("etiquettes/", views.tag_list, name="tag_list"),
    path("etiquettes/<slug:slug>/", views.tag_page, name="tag"),
]
