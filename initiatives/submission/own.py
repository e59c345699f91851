"""What initiatives and actors have of their own on the way that all sheets go."""

from typing import Any

from django.conf import settings
from django.http import QueryDict

from initiatives.models import Actor, Initiative
from initiatives.submission.actions import make_initiative
from initiatives.submission.actor import make_actor
from initiatives.submission.carried import carried
from initiatives.submission.forms import ActorSubmissionForm, SubmissionForm
from initiatives.submission.kinds import Kind, Page
from initiatives.submission.preview import ActorPreview, Preview, data_uri
from initiatives.twins import actors_like, twins_of
from photos.models import Photo
from places.models import Department, Region

THUMBNAIL, SHOWN = 320, 640  # pixels


def photo_kept(photo: Photo | None) -> dict[str, Any]:
    """Return what shows beside its field a photo that nobody else sees yet."""
    return {"photo": photo, "photo_address": data_uri(photo, THUMBNAIL) if photo else ""}


def point_picked() -> dict[str, str]:
    """Return what the map needs on which a point is picked."""
    return {"tile_url": settings.TILE_URL, "tile_attribution": settings.TILE_ATTRIBUTION}


def _territories() -> dict[str, Any]:
    return {"territories": [*Region.objects.order_by("key"), *Department.objects.order_by("key")]}


def _form(form: SubmissionForm) -> dict[str, Any]:
    """Return what the form of an initiative needs."""
    return _territories() | photo_kept(form.photo.kept) | point_picked()


def _look(form: SubmissionForm) -> dict[str, Any]:
    """Return what the look at an initiative shows."""
    preview = Preview(form)
    return {
        "initiative": preview,
        "photo": data_uri(preview.photo, SHOWN) if preview.photo else "",
        "twins": twins_of(preview.title, preview.locations),
    }


def _look_at_actor(form: ActorSubmissionForm) -> dict[str, Any]:
    """Return what the look at an actor shows."""
    preview = ActorPreview(form)
    twins = [actor for actor, _ in actors_like(preview.row, waiting=False)]
    return {"actor": preview, "networks": preview.networks, "twins": twins}


def _empty(_: QueryDict) -> ActorSubmissionForm:
    return ActorSubmissionForm()


INITIATIVE = Kind(
    form=SubmissionForm,
    model=Initiative,
    begin=carried,
    make=make_initiative,
    writing=Page("initiatives/submit.html", _form),
    look=Page("initiatives/review.html", _look),
    elsewhere="Parcourir les initiatives",
    another="Proposer une autre initiative",
)
ACTOR = Kind(
    form=ActorSubmissionForm,
    model=Actor,
    begin=_empty,
    make=make_actor,
    writing=Page("initiatives/submit_actor.html", lambda _: _territories()),
    look=Page("initiatives/review_actor.html", _look_at_actor),
    elsewhere="Parcourir les acteurs",
    another="Ajouter un autre acteur",
)
