"""Addresses of meetings."""

from django.urls import include, path

from contact.views import write
from events import views
from events.models import Event
from initiatives.views import submission
from initiatives.views.later import later
from moderation.editing_views import propose
from moderation.views import report

EVENT, SENT = {"kind": Event}, {"kind": "event"}

urlpatterns = [
    path("", include("events.registering.urls")),
    path("rencontres/", views.event_list, name="event_list"),
    path("rencontres/carte/", views.event_map, name="event_map"),
    path("rencontres/mois/<str:month>/", views.event_month, name="event_month"),
    path("rencontres/proposer/", submission.submit, SENT, name="event_submit"),
    path("rencontres/proposer/plus-tard/<str:token>/", later, SENT, name="event_later"),
    path("rencontres/proposer/relecture/<str:token>/", submission.review, SENT, name="event_review"),
    path("rencontres/proposer/recu/<str:token>/", submission.receipt, SENT, name="event_receipt"),
    path("flux/rencontres.ics", views.calendar_feed, name="event_calendar"),
    path("flux/rencontres.atom", views.event_feed, name="event_feed"),
    path("rencontres/<slug:slug>/rencontre.ics", views.event_calendar, name="event_ics"),
    path("rencontres/<slug:slug>/", views.event_page, name="event"),
    path("rencontres/<slug:slug>/historique/", views.event_history, name="event_history"),
    path("rencontres/<slug:slug>/modifier/", propose, EVENT, name="event_edit"),
    path("rencontres/<slug:slug>/modifier/<str:token>/", propose, EVENT, name="event_edit_review"),
    path("rencontres/<slug:slug>/signaler/", report, EVENT, name="event_report"),
    path("rencontres/<slug:slug>/ecrire/", write, EVENT, name="event_contact"),
]
