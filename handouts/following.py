"""Which published initiatives an address asks for today: renamed and merged ones are followed, others are left out."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from initiatives.models import Initiative
from moderation.models import FormerSlug, Status

STEPS = 3  # merges in a row that are followed, each by one query


class Standing(NamedTuple):
    """What is known of a sheet: whether it is public, and the number of that into which it was merged."""

    is_public: bool
    merged_into: int | None


def followed(numbers: Sequence[int], slugs: Sequence[str]) -> list[int | None]:
    """Return, for each number and then for each slug, the number of today's published initiative; None without one.

    At most five queries, whatever the number of sheets.
    """
    known: dict[int, Standing] = {}
    by_slug = _look_up(Q(pk__in=numbers) | Q(slug__in=slugs), known)
    if lost := set(slugs) - by_slug.keys():
        former = FormerSlug.objects.filter(
            content_type=ContentType.objects.get_for_model(Initiative), slug__in=lost
        )
        by_slug |= dict(former.values_list("slug", "object_id"))
    asked = [*numbers, *(by_slug.get(slug) for slug in slugs)]
    wanted: Iterable[int | None] = asked
    for _ in range(STEPS):
        missing = {number for number in wanted if number is not None} - known.keys()
        if missing:
            _look_up(Q(pk__in=missing), known)
        wanted = [standing.merged_into for standing in known.values()]
    return [_today(number, known) for number in asked]


def _look_up(condition: Q, known: dict[int, Standing]) -> dict[str, int]:
    """Learn how some sheets stand; return their numbers by slug."""
    rows = Initiative.objects.filter(condition).values_list("pk", "slug", "status", "merged_into_id")
    by_slug = {}
    for number, slug, status, merged_into in rows:
        known[number] = Standing(status == Status.PUBLISHED, merged_into)
        by_slug[slug] = number
    return by_slug


def _today(number: int | None, known: dict[int, Standing]) -> int | None:
    for _ in range(STEPS + 1):
        standing = known.get(number) if number is not None else None
        if standing is None:
            return None
        if standing.is_public:
            return number
        number = standing.merged_into
    return None
