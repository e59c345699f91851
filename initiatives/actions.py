"""Writes over several rows of the directory: tags merged, renamed or deleted, actors deleted."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from initiatives.models import Actor, Tag, TaggedActor, TaggedInitiative
from initiatives.refresh import refresh_actors, refresh_projection
from moderation.erasure import erase
from moderation.models import FormerSlug


@transaction.atomic
def merge_tags(*, into: Tag, others: Iterable[Tag]) -> int:
    """Give to `into` the initiatives and actors of other tags, which disappear; return the number of sheets touched.

    The addresses of the others, and those that they had before, lead to the one that stays. It takes the theme of
    the first that has one, if it has none. Listings, search and counts are written again once, for all of them.
    Raises KeyError when `into` was deleted meanwhile.
    """
    numbers = {into.pk, *(tag.pk for tag in others)}
    locked = {tag.pk: tag for tag in Tag.objects.select_for_update().filter(pk__in=numbers).order_by("pk")}
    into, merged = locked.pop(into.pk), list(locked.values())
    touched, actors = initiatives_tagged(merged), actors_tagged(merged)
    for through in (TaggedInitiative, TaggedActor):
        _give_rows(through, into, merged)
    FormerSlug.objects.filter(
        content_type=ContentType.objects.get_for_model(Tag), object_id__in=[tag.pk for tag in merged]
    ).update(object_id=into.pk)
    for tag in merged:
        FormerSlug.objects.remember(into, tag.slug)
    if into.theme_id is None:
        into.theme_id = next((tag.theme_id for tag in merged if tag.theme_id), None)
        into.save(update_fields=["theme"])
    Tag.objects.filter(pk__in=[tag.pk for tag in merged]).delete()
    refresh_projection(touched)
    refresh_actors(actors)
    return len(touched) + len(actors)


def _give_rows(through: type[TaggedInitiative | TaggedActor], into: Tag, merged: Iterable[Tag]) -> None:
    """Give to a tag the rows of others, each sheet one."""
    already = through._default_manager.filter(tag=into).values("content_object_id")
    rows = through._default_manager.filter(tag__in=[tag.pk for tag in merged])
    rows.filter(content_object__in=already).delete()
    # One sheet may have had several of the tags: it keeps one row.
    kept = rows.order_by("content_object_id", "pk").distinct("content_object_id").values_list("pk", flat=True)
    rows.filter(pk__in=list(kept)).update(tag=into)


@transaction.atomic
def rename_tag(*, tag: Tag, former_slug: str) -> None:
    """Bring in line what shows a tag whose name or address was just changed and saved."""
    if former_slug != tag.slug:
        FormerSlug.objects.remember(tag, former_slug)
    refresh_projection(initiatives_tagged([tag]))
    refresh_actors(actors_tagged([tag]))


@transaction.atomic
def delete_tags(*, tags: Iterable[Tag]) -> None:
    """Delete tags for good; the sheets that had them are found by them no more."""
    tags = list(tags)
    touched, actors = initiatives_tagged(tags), actors_tagged(tags)
    numbers = [tag.pk for tag in tags]
    FormerSlug.objects.filter(
        content_type=ContentType.objects.get_for_model(Tag), object_id__in=numbers
    ).delete()
    Tag.objects.filter(pk__in=numbers).delete()
    refresh_projection(touched)
    refresh_actors(actors)


@transaction.atomic
def delete_actor(*, actor: Actor) -> None:
    """Delete an actor for good, with its history; the initiatives that named it no longer do."""
    touched = list(actor.participations.values_list("initiative", flat=True))
    erase(sheet=actor)
    refresh_projection(touched)


def initiatives_tagged(tags: Iterable[Tag]) -> list[int]:
    """Return the numbers of the initiatives that have one of these tags."""
    return list(
        TaggedInitiative.objects.filter(tag__in=[tag.pk for tag in tags])
        .order_by("content_object_id")
        .values_list("content_object_id", flat=True)
        .distinct()
    )


def actors_tagged(tags: Iterable[Tag]) -> list[int]:
    """Return the numbers of the actors that have one of these tags."""
    rows = TaggedActor.objects.filter(tag__in=[tag.pk for tag in tags])
    return list(rows.order_by("content_object_id").values_list("content_object_id", flat=True).distinct())
