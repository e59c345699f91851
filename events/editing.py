"""The form in which a meeting is changed, by its author or by anybody."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.conf import settings

from contributors.parts import Part
from events.forms import EditedWhenPart, WhatPart, WherePart, WhoPart
from events.readers import EventReader
from initiatives.models import Actor, Initiative
from moderation.editing import EditForm
from photos.models import Photo
from places.models import Commune

WHAT = ("title", "summary", "description", "price", "access", "link")
WHEN = ("day", "starts", "ends", "end_day", "time_zone", "rhythm", "until", "times", "cancelled_days")
PLACE = ("venue", "address", "latitude", "longitude", "online_url")
NAMED = {"organisers": (Actor, "acteurs"), "initiatives": (Initiative, "initiatives")}


class EventEditForm(EditForm):
    """A meeting: all of it but that it is cancelled, which its author says by a button."""

    template = "events/edit_event.html"
    reader = EventReader
    judged_whole = (EditedWhenPart, WherePart)
    fields: ClassVar[Mapping[str, tuple[str, ...]]] = {
        **{name: (name,) for name in (*WHAT, "themes")},
        # A day that moves may take the end along, a rhythm its last day.
        **dict.fromkeys(WHEN, WHEN),
        **dict.fromkeys(PLACE, ("commune", *PLACE)),
        "commune": ("commune",),
        "organised_by": ("organised_by",),
        **{name: (name,) for name in NAMED},
    }

    def make_parts(self, given: dict[str, Any], kept: Photo | None) -> list[Part]:
        """Make the parts."""
        cancelled = [date.fromisoformat(day) for day in self.base.get("cancelled_days") or []]
        day = self.base.get("day")
        self.what = WhatPart(**given)
        self.when = EditedWhenPart(**given, was=date.fromisoformat(day) if day else None, cancelled=cancelled)
        self.where = WherePart(**given)
        self.who = WhoPart(**given)
        return [self.what, self.when, self.where, self.who]

    def as_typed(self, base: dict[str, Any]) -> dict[str, list[str]]:
        """Return the meeting as it would have been typed."""
        plain = (*WHAT, *PLACE, "organised_by", "day", "time_zone", "rhythm", "until", "times")
        typed = {name: ["" if base.get(name) is None else str(base[name])] for name in plain}
        typed |= {name: [(base.get(name) or "")[:5]] for name in ("starts", "ends")}
        typed["end_day"] = [(base.get("end_day") or "") if base.get("end_day") != base.get("day") else ""]
        typed["cancelled_days"] = ["\n".join(base.get("cancelled_days") or [])]
        typed["themes"] = list(base.get("themes") or [])
        commune = Commune.objects.filter(pk=base.get("commune") or "").first()
        if commune:
            typed |= {"commune": [commune.label], "commune_code": [commune.pk]}
        for name in NAMED:
            typed[name] = ["\n".join(_addresses(name, base.get(name) or []))]
        return typed

    def forget_untouched(self) -> None:
        """Drop what is wrong with parts that nobody touched: a first day that is over, a place from elsewhere."""
        super().forget_untouched()
        for part, names in ((self.when, WHEN), (self.where, ("commune", *PLACE))):
            if not self.is_touched(*names):
                part.forget_errors(*list(part.errors))

    def value(self, name: str) -> Any:
        """Return what a field becomes."""
        if name in NAMED:
            return sorted(sheet.slug for sheet in self.who.cleaned_data[name])
        if name == "themes":
            return sorted(theme.slug for theme in self.what.cleaned_data["themes"])
        if name == "commune":
            commune = self.where.cleaned_data["commune"]
            return commune.pk if commune else None
        if name == "cancelled_days":
            return [day.isoformat() for day in self.when.cleaned_data[name]]
        value = next(part.cleaned_data[name] for part in self.sheet_parts if name in part.fields)
        return value.isoformat() if hasattr(value, "isoformat") else value

    def context(self) -> dict[str, Any]:
        """Return what the map needs."""
        return {"tile_url": settings.TILE_URL, "tile_attribution": settings.TILE_ATTRIBUTION}


def _addresses(name: str, slugs: list[str]) -> list[str]:
    """Return the addresses of the pages of those that visitors see."""
    model, word = NAMED[name]
    sheets: Any = model.objects
    found = sheets.published().filter(slug__in=slugs).order_by("slug")
    return [f"{settings.SITE_URL}/{word}/{slug}/" for slug in found.values_list("slug", flat=True)]
