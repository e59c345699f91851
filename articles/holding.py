"""What is kept here about sheets, told to the floors below: analyses name actors, initiatives and meetings."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType

from articles.models import Article
from articles.refreshing import refresh_again
from contributors.models import Contributor
from events.models import Event
from initiatives.models import Actor, Initiative
from moderation import listed
from moderation.holdings import Holding

NAMED: dict[Any, str] = {Actor: "authors", Initiative: "initiatives", Event: "events"}
PLACES = (Initiative, Event)  # of which the places are those of an analysis that says none


def forget(content_type: ContentType, numbers: Sequence[int]) -> None:
    """Take sheets that are about to be deleted out of the analyses that name them, their histories included."""
    field = NAMED.get(content_type.model_class())
    if field is not None:
        refresh_again(listed.forget(Article, field, content_type, numbers))


def follow(sheet: Any) -> None:
    """Have the analyses that name a sheet found where it is now, by a job: they may be many."""
    from articles.jobs import refresh_naming

    if isinstance(sheet, PLACES) and Article.objects.placed_by(sheet).exists():
        refresh_naming.defer(kind=str(sheet._meta.model_name), number=sheet.pk)


def export(contributor: Contributor) -> dict[str, Any]:
    """Return nothing: the analyses of a person are told as every sheet of theirs is, signature included."""
    return {}


HOLDING = Holding(export=export, forget=forget, follow=follow)
