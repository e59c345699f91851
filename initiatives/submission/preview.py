"""The sheet as it will look, before anything of it exists."""

import base64
from typing import Any

from initiatives.actor_page import OF_NETWORKS, Tie
from initiatives.models import Actor, DeclaredBy, Location, Tag, Theme
from initiatives.submission.forms import ActorSubmissionForm, SubmissionForm
from photos.models import Photo


class Rows(list):
    """A list that templates read like the rows of a relation."""

    def all(self) -> "Rows":
        """Return all rows."""
        return self


class Preview:
    """Stands for an `Initiative` in the templates of its sheet; what it does not say itself, its unsaved row does."""

    def __init__(self, form: SubmissionForm) -> None:
        self._row = form.as_initiative()
        self.locations: list[Location] = Rows(place.location() for place in form.locations)
        self.all_themes: list[Theme] = [self._row.main_theme, *form.initiative.cleaned_data["themes"]]
        self.tag_names = form.initiative.tag_names()
        self.actor: Actor | None = form.carrier.cleaned_data["actor"]
        self.new_actor = form.new_actor_name
        self.actor_label = self.actor.name if self.actor else self.new_actor or self._row.carried_by
        self.photo = form.photo.kept
        self.photo_alt = form.photo.cleaned_data["alt"]
        self.photo_credit = form.photo.cleaned_data["credit"]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)


class ActorPreview:
    """Stands for an `Actor` in the templates of its page."""

    def __init__(self, form: ActorSubmissionForm) -> None:
        self.row = form.as_actor()
        self.themes: list[Theme] = Rows(form.actor.cleaned_data["themes"])
        self.skills: list[Tag] = Rows(Tag(name=name) for name in form.actor.cleaned_data["skills"])
        self.networks = [Tie(network, OF_NETWORKS[DeclaredBy.SUBJECT]) for network in form.networks.networks]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)


def data_uri(photo: Photo, width: int) -> str:
    """Return the file of a photo at least `width` pixels wide as an address that holds it whole.

    A photo has no public address before its sheet is published; a private page carries it with itself. Nothing
    comes back when the file is missing.
    """
    fitting = next((w for w in photo.widths if w >= width), photo.width)
    try:
        content = photo.path(fitting).read_bytes()
    except FileNotFoundError:
        return ""
    return "data:image/webp;base64," + base64.b64encode(content).decode()
