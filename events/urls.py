"""Addresses of meetings."""

from django.urls import include, path

from contact.views import write
from events import views
from events.models import Event
from moderation.editing_views import propose
from moderation.views import report

EVENT = {"kind": Event}

urlpatterns = [
    path("", include("events.registering.urls")),
    path("rencontres/<slug:slug>/", views.event_page, name="event"),
    path("rencontres/<slug:slug>/historique/", views.event_history, name="event_history"),
    path("rencontres/<slug:slug>/modifier/", propose, EVENT, name="event_edit"),
    path("rencontres/<slug:slug>/modifier/<str:token>/", propose, EVENT, name="event_edit_review"),
    path("rencontres/<slug:slug>/signaler/", report, EVENT, name="event_report"),
    path("rencontres/<slug:slug>/ecrire/", write, EVENT, name="event_contact"),
]
