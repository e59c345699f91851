"""A call as a snapshot says it was."""

from collections.abc import Mapping
from typing import Any

from initiatives.models import (
    Call,
)
from moderation.snapshots import take_fields, take_slug, unchanged

CALL_FIELDS = ("title", "kind", "text", "until", "link", "outcome")


def restore_call(call: Call, data: Mapping[str, Any]) -> list[str]:
    """Bring a call back; return what could not come. Raises ValidationError as above."""
    same = unchanged(call, data)
    take_fields(call, data, CALL_FIELDS)
    left = take_slug(call, data)
    call.full_clean(exclude=same)
    call.save()
    return left
