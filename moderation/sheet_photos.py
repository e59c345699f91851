"""The photos of a sheet of any kind that has `photos`: brought back, handed over in a merge, erased after use."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from moderation.models import Sheet
from photos.actions import erase
from photos.models import Photo


def holders() -> list[Any]:
    """Return, for every kind of sheet with photos, the rows that say which sheet shows which."""
    return [
        field.remote_field.through
        for model in apps.get_models()
        if issubclass(model, Sheet)
        for field in model._meta.many_to_many
        if field.related_model is Photo
    ]


def unshown(photos: Iterable[Photo]) -> list[Photo]:
    """Return those of these photos that no sheet shows."""
    found = Photo.objects.filter(pk__in=[photo.pk for photo in photos])
    for rows in holders():
        found = found.exclude(Exists(rows._default_manager.filter(photo=OuterRef("pk"))))
    return list(found)


@transaction.atomic
def erase_unused_photos(photos: Iterable[Photo]) -> None:
    """Delete photos and their files, but those that a sheet shows."""
    erase(unshown(photos))


def take_photos(sheet: Any, items: Sequence[Mapping[str, Any]]) -> list[str]:
    """Give back to a sheet the photos of a snapshot that still exist, in their order and with their words.

    Those added since are erased. What another sheet shows is not to be taken from it. Returns, in French, those that
    are gone.
    """
    numbers = [item["id"] for item in items]
    own = Q(pk__in=sheet.photos.filter(pk__in=numbers).values("pk"))
    shown = Q(pk__in=[])
    for rows in holders():
        shown |= Q(pk__in=rows._default_manager.filter(photo__in=numbers).values("photo"))
    known = Photo.objects.filter(own | ~shown).in_bulk(numbers)
    added = [photo for photo in sheet.photos.all() if photo.pk not in known]
    wanted = [item for item in items if item["id"] in known]
    in_order = [photo.pk for photo in sorted(known.values(), key=lambda photo: (photo.rank, photo.pk))]
    moved = in_order != [item["id"] for item in wanted]
    for rank, item in enumerate(wanted):
        photo = known[item["id"]]
        photo.alt, photo.credit = item.get("alt") or "", item.get("credit") or ""
        photo.rank = rank if moved else photo.rank
        photo.save(update_fields=["alt", "credit", "rank"])
    sheet.photos.set(known.values())
    erase_unused_photos(added)
    return [
        f"une photo («\u00a0{item['alt']}\u00a0»)" if item.get("alt") else "une photo"
        for item in items
        if item["id"] not in known
    ]


def take_photos_over(sheet: Any, loser: Any, data: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
    """Make a sheet what `data` says, with photos of the other; see `Sheet.take_over`.

    A photo is public or not, so one sheet has it. Those that the winner does not keep wait with the loser, unseen.
    """
    wanted = {item["id"] for item in data.get("photos", [])}
    put_aside = [photo.pk for photo in sheet.photos.all() if photo.pk not in wanted]
    given = [photo.pk for photo in loser.photos.all() if photo.pk in wanted]
    loser.photos.add(*put_aside)
    sheet.photos.add(*given)
    left: list[str] = sheet.become(data)
    loser.photos.remove(*given)
    return left, {"put_aside": put_aside, "given": given}


def give_photos_back(
    sheet: Any, loser: Any, data: dict[str, Any], loser_data: dict[str, Any], moved: dict[str, Any]
) -> list[str]:
    """Make a sheet what `data` says, and let the other have its photos again; see `Sheet.give_back`."""
    # Both have all of them for a moment: a photo that no sheet has would be erased on the way.
    sheet.photos.add(*Photo.objects.filter(pk__in=moved.get("put_aside", [])))
    loser.photos.add(*Photo.objects.filter(pk__in=moved.get("given", [])))
    left: list[str] = sheet.become(data)
    return left + take_photos(loser, loser_data.get("photos", []))
