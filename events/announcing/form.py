"""What a person types to announce a meeting: the meeting, and who they are."""

from typing import Any

from contributors import consent_texts
from contributors.parts import Part
from events.forms import WhatPart, WhenPart, WherePart, WhoPart
from events.models import Event
from initiatives.submission.forms import LongForm
from photos.models import Photo

COLUMNS = (
    "title", "summary", "description", "price", "access", "link", "day", "starts", "end_day", "ends", "time_zone",
    "rhythm", "until", "times", "commune", "venue", "address", "latitude", "longitude", "online_url", "organised_by",
)  # fmt: skip


class EventForm(LongForm):
    """A meeting as a form in five parts."""

    kind = "event"
    consent = consent_texts.EVENT

    def make_parts(self, given: dict[str, Any], kept: Photo | None) -> None:
        """Make the parts but the last; a meeting has no photo."""
        self.what, self.when, self.where = WhatPart(**given), WhenPart(**given), WherePart(**given)
        self.who = WhoPart(**given)

    @property
    def parts(self) -> list[Part]:
        """All parts, in the order of the page."""
        return [self.what, self.when, self.where, self.who, self.contributor]

    def as_event(self) -> Event:
        """Return the meeting, not saved; call it once the form is valid."""
        told = self.told
        return Event(**{name: told[name] for name in COLUMNS})

    def named(self) -> dict[str, list[Any]]:
        """Return the sheets and the themes that it names; call it once the form is valid."""
        told = self.told
        return {name: told[name] for name in ("organisers", "initiatives", "themes")}
