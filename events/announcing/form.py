"""What a person types to announce a meeting: the meeting, and who they are."""

from typing import Any

from django import forms
from django.http import QueryDict

from contributors import consent_texts
from contributors.parts import Part
from events.forms import WhatPart, WhenPart, WherePart, WhoPart
from events.models import Event
from initiatives.submission.forms.contributor import ContributorForm

COLUMNS = (
    "title", "summary", "description", "price", "access", "link", "day", "starts", "end_day", "ends", "time_zone",
    "rhythm", "until", "times", "commune", "venue", "address", "latitude", "longitude", "online_url", "organised_by",
)  # fmt: skip


class WriterPart(ContributorForm):
    """Who writes, and their consent to publish the meeting."""

    publication_consent = forms.BooleanField(
        label=consent_texts.EVENT.label,
        help_text=consent_texts.EVENT.details,
        error_messages={"required": consent_texts.EVENT.missing},
    )


class EventForm:
    """A meeting as a form in five parts."""

    def __init__(self, data: QueryDict | None = None, *, checked: bool = True) -> None:
        given: dict[str, Any] = {"data": data, "checked": checked}
        self.what, self.when, self.where = WhatPart(**given), WhenPart(**given), WherePart(**given)
        self.who, self.contributor = WhoPart(**given), WriterPart(**given)

    @classmethod
    def again(cls, typed: dict[str, list[str]], *, checked: bool) -> "EventForm":
        """Return the form filled with what `typed()` gave."""
        data = QueryDict(mutable=True)
        for name, values in typed.items():
            data.setlist(name, values)
        return cls(data, checked=checked)

    @property
    def parts(self) -> list[Part]:
        """All parts, in the order of the page."""
        return [self.what, self.when, self.where, self.who, self.contributor]

    def typed(self) -> dict[str, list[str]]:
        """Return what must not be lost, as JSON data."""
        return {name: values for part in self.parts for name, values in part.typed().items()}

    def is_valid(self) -> bool:
        """Check all parts, so that all faults are told at once."""
        return all([part.is_valid() for part in self.parts])  # noqa: C419 every part is checked, not only as far as one fails

    def error_lines(self) -> list[dict[str, str]]:
        """Return the lines of components/error_summary.html."""
        return [line for part in self.parts for line in part.error_lines()]

    def as_event(self) -> Event:
        """Return the meeting, not saved; call it once the form is valid."""
        told = {name: value for part in self.parts for name, value in part.cleaned_data.items()}
        return Event(**{name: told[name] for name in COLUMNS})

    def named(self) -> dict[str, list[Any]]:
        """Return the sheets and the themes that it names; call it once the form is valid."""
        who = self.who.cleaned_data
        return {
            "organisers": who["organisers"],
            "initiatives": who["initiatives"],
            "themes": self.what.cleaned_data["themes"],
        }
