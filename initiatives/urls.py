"""Addresses of the directory."""

from django.urls import path

from contact.views import write
from initiatives import views
from initiatives.base_map import base_map
from initiatives.models import Actor, Call, Initiative
from initiatives.views import calling, network, submission, twins
from initiatives.views.animators import animate, animate_ask
from initiatives.views.later import later
from initiatives.views.relations import follow_relations, relate, relation
from initiatives.views.starting import start
from moderation.editing_views import propose
from moderation.views import report

ACTOR = {"kind": "actor"}

urlpatterns = [
    path("demarrer/", start, name="initiative_start"),
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
    path("initiatives/<slug:slug>/lier/", relate, {"kind": Initiative}, name="initiative_relate"),
    path("initiatives/<slug:slug>/appel/", calling.propose_call, name="call_propose"),
    path("initiatives/<slug:slug>/appel/<str:token>/", calling.propose_call, name="call_propose_review"),
    path("suivi/<str:token>/appel/", calling.write_call, name="call_write"),
    path("suivi/<str:token>/appel/<str:draft>/", calling.write_call, name="call_write_review"),
    path("appels/", views.call_list, name="call_list"),
    path("appels/<slug:slug>/", views.call_page, name="call"),
    path("appels/<slug:slug>/historique/", views.call_history, name="call_history"),
    path("appels/<slug:slug>/modifier/", propose, {"kind": Call}, name="call_edit"),
    path("appels/<slug:slug>/modifier/<str:token>/", propose, {"kind": Call}, name="call_edit_review"),
    path("appels/<slug:slug>/signaler/", report, {"kind": Call}, name="call_report"),
    path("flux/appels.atom", views.call_feed, name="call_feed"),
    path("initiatives/<slug:slug>/ecrire/", write, {"kind": Initiative}, name="initiative_contact"),
    path("acteurs/", views.actor_list, name="actor_list"),
    path("acteurs/proposer/", submission.submit, ACTOR, name="actor_submit"),
    path("acteurs/proposer/plus-tard/<str:token>/", later, ACTOR, name="actor_later"),
    path("acteurs/proposer/relecture/<str:token>/", submission.review, ACTOR, name="actor_review"),
    path("acteurs/proposer/recu/<str:token>/", submission.receipt, ACTOR, name="actor_receipt"),
    path("acteurs/<slug:slug>/", views.actor_page, name="actor"),
    path("acteurs/<slug:slug>/historique/", views.actor_history, name="actor_history"),
    path("acteurs/<slug:slug>/modifier/", propose, {"kind": Actor}, name="actor_edit"),
    path("acteurs/<slug:slug>/modifier/<str:token>/", propose, {"kind": Actor}, name="actor_edit_review"),
    path("acteurs/<slug:slug>/signaler/", report, {"kind": Actor}, name="actor_report"),
    path("acteurs/<slug:slug>/lier/", relate, {"kind": Actor}, name="actor_relate"),
    path("relations/<str:token>/", relation, name="relation"),
    path("suivi/<str:token>/relations/", follow_relations, name="follow_relations"),
    path("reseau/", network.network_page, name="network"),
    path("reseau/reseau.json", network.network_json, name="network_json"),
    path("reseau/reseau.graphml", network.network_graphml, name="network_graphml"),
    path("animer/<str:token>/", animate, name="animate"),
    path("suivi/<str:token>/animer/", animate_ask, name="animate_ask"),
    path("acteurs/<slug:slug>/ecrire/", write, {"kind": Actor}, name="actor_contact"),
    path("suggestions/", views.suggestions, name="suggestions"),
    path("suggestions/jumelles/", twins.twins, name="twins"),
    path("themes/", views.theme_list, name="theme_list"),
    path("themes/<slug:slug>/", views.theme_page, name="theme"),
    path("etiquettes/", views.tag_list, name="tag_list"),
    path("etiquettes/<slug:slug>/", views.tag_page, name="tag"),
]
