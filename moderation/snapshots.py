"""Bringing back what a snapshot holds: the parts that every kind of sheet has alike."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError

from moderation.models import FormerSlug, Sheet


def take_fields(sheet: Sheet, data: Mapping[str, Any], names: Iterable[str]) -> None:
    """Give a sheet the values of these columns, those that the snapshot has: an older one may not know them all."""
    for name in names:
        if name in data:
            field: Any = sheet._meta.get_field(name)
            setattr(sheet, name, field.to_python(data[name]))


def unchanged(sheet: Sheet, data: Mapping[str, Any]) -> set[str]:
    """Return the fields that a snapshot leaves as they are: what was taken over from elsewhere may break today's rules.

    Call it before anything is changed.
    """
    return {name for name, value in sheet.snapshot().items() if name not in data or data[name] == value}


def take_slug(sheet: Any, data: Mapping[str, Any]) -> list[str]:
    """Give a sheet its address back, unless it leads to another sheet by now; return, in French, what did not come."""
    slug = data.get("slug") or sheet.slug
    if slug == sheet.slug:
        return []
    model = type(sheet)
    former = FormerSlug.objects.owner_of(model, slug)
    if model._default_manager.filter(slug=slug).exists() or (former and former.pk != sheet.pk):
        return [f"l’adresse «\u00a0{slug}\u00a0», qui mène à une autre fiche"]
    sheet.rename(slug)
    return []


def not_back(left: Sequence[str]) -> str:
    """Return in a sentence what could not come back; nothing when all did."""
    if not left:
        return ""
    return f"{'N’a' if len(left) == 1 else 'N’ont'} pas pu revenir\u00a0: {', '.join(left)}."


def faults(sheet: Sheet, error: ValidationError) -> str:
    """Return in one text what `full_clean` says of a sheet, each fault with the name of its field."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    found = []
    for name, messages in error.message_dict.items():
        text = " ".join(messages)
        found.append(text if name == NON_FIELD_ERRORS else f"{_name(sheet, name)}\u00a0: {text}")
    return " ".join(found)


def _name(sheet: Sheet, field: str) -> str:
    try:
        return str(getattr(sheet._meta.get_field(field), "verbose_name", field))
    except FieldDoesNotExist:
        return field
