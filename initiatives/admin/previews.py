"""Sheets as visitors will see them: the public templates, fed with sheets that are not public yet."""

from typing import Any

from django.utils import timezone

from initiatives.actor_page import ties_of
from initiatives.admin.photos import PrivatePhoto
from initiatives.kin import kin_of
from initiatives.models import Actor, Call, Initiative
from initiatives.structured import actor_data, initiative_data
from moderation.models import Status


def initiative_preview(number: int) -> dict[str, Any]:
    """Return the context of the public page of an initiative (primary key), with the actors that wait with it."""
    # Public pages, and Markdown with them, are not loaded by each command and each job that loads the admin.
    from initiatives.views.initiatives import crumbs

    linked = ("kinships__other", "kinships_from__initiative")
    initiative = Initiative.objects.for_cards().prefetch_related(*linked).get(pk=number)
    initiative.published_at = initiative.published_at or timezone.now()
    # In memory only: publishing it publishes them too.
    for participation in initiative.participations.all():
        if participation.actor.status == Status.PENDING:
            participation.actor.status = Status.PUBLISHED
    # The public addresses of these photos do not answer yet.
    own = [PrivatePhoto(initiative, photo) for photo in initiative.photos.all()]
    cache: dict[str, Any] = vars(initiative)["_prefetched_objects_cache"]
    cache["photos"] = own
    return {
        "initiative": initiative,
        "structured": initiative_data(initiative),
        "crumbs": crumbs(initiative),
        "kin": kin_of(initiative),
    }


def actor_preview(number: int) -> dict[str, Any]:
    """Return the context of the public page of an actor (primary key), without its lists of initiatives."""
    actor = Actor.objects.select_related("commune__department__region").get(pk=number)
    networks, _ = ties_of(actor)
    return {
        "actor": actor,
        "networks": networks,
        "structured": actor_data(actor, [tie.actor for tie in networks]),
    }


def call_preview(number: int) -> dict[str, Any]:
    """Return the context of the public page of a call (primary key)."""
    return {"call": Call.objects.select_related("initiative__main_theme").get(pk=number), "structured": None}
