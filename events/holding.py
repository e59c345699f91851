"""What is kept here about sheets, told to the floors below: meetings name actors and initiatives."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType

from contributors.models import Contributor
from events.models import Event
from initiatives.models import Actor, Initiative
from moderation import listed
from moderation.holdings import Holding

NAMED: dict[Any, str] = {Actor: "organisers", Initiative: "initiatives"}


def forget(content_type: ContentType, numbers: Sequence[int]) -> None:
    """Take sheets that are about to be deleted out of the meetings that name them, their histories included."""
    field = NAMED.get(content_type.model_class())
    if field is not None:
        listed.forget(Event, field, content_type, numbers)


def export(contributor: Contributor) -> dict[str, Any]:
    """Return nothing: the meetings of a person are told as every sheet of theirs is."""
    return {}


HOLDING = Holding(export=export, forget=forget)
