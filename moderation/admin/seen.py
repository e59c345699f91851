"""Which version of a sheet a moderator was shown: nothing is saved or decided over what they did not see.

Pages hold its number in a hidden field. What is sent from an older version than today's comes back as it was typed,
with a word of what changed; sent again, it goes.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from moderation.history import changes
from moderation.models import Revision, Sheet
from moderation.wishes import newest_version, read_version

SEEN = "seen"  # name of the hidden field
MAX_ROWS = 1000  # as Django's formsets: beyond, it refuses the form itself


def seen_in(data: Mapping[str, Any], sheet: Sheet | None = None) -> int | None:
    """Return the version that a page showed, -1 when it is no number; None where no page said.

    On a page about several sheets, each has its own field.
    """
    sent = data.get(f"{SEEN}-{sheet.pk}" if sheet else SEEN)
    if sent is None:
        return None
    text = str(sent)
    return read_version(text)


def changed_since(sheet: Sheet, seen: int | None) -> bool:
    """Tell whether a sheet says, or said in between, something else than in version `seen`.

    A transition that leaves its words alone, as a publication does, is no change. Nothing is known without a version.
    """
    if seen is None:
        return False
    known = Revision.objects.about(sheet)
    shown = known.filter(pk=seen).first()
    if shown is None:
        return newest_version(sheet) != seen
    return known.filter(pk__gt=seen).exclude(data=shown.data).exists()


def told_since(sheet: Sheet, seen: int | None) -> SafeString:
    """Return, in French, which fields of a sheet changed since version `seen`, with a link to its history."""
    shown = Revision.objects.about(sheet).filter(pk=seen or 0).first()
    names: list[str] = []
    if shown is not None and not shown.is_erased:
        reader, now = sheet.edit_form().reader(type(sheet), public=False), sheet.snapshot()
        reader.prepare([shown.data, now])
        names = [change.label.lower() for change in changes(reader, shown.data, now)]
    history = reverse(f"admin:{sheet._meta.app_label}_{sheet._meta.model_name}_history", args=[sheet.pk])
    return format_html(
        "La fiche a changé pendant que cette page était ouverte{}. Rien n’est encore fait. Voyez ce qui a changé dans "
        '<a href="{}" target="_blank" rel="noopener">son historique (nouvel onglet)</a>',
        f"\u00a0: {', '.join(names)}" if names else "",
        history,
    )


def brought_up(data: Any, sheet: Sheet, seen: int | None) -> Any:
    """Return what a form was sent, with the words of today in the fields that were sent as version `seen` has them.

    Fields that hold something else than text stay as they were sent.
    """
    shown = Revision.objects.about(sheet).filter(pk=seen or 0).first()
    before, now, fresh = shown.data if shown else {}, sheet.snapshot(), data.copy()
    for name, text in before.items():
        if isinstance(text, str) and isinstance(now.get(name), str) and name in fresh:
            fresh[name] = now[name] if fresh[name].replace("\r\n", "\n") == text else fresh[name]
    return fresh


class SeenAdmin(admin.ModelAdmin):
    """Has the rows of a sheet come back with it: others may have taken their places meanwhile."""

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """Have what was typed about rows that are gone point at those of today, in a form that is shown again."""
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in kwargs and obj.pk and changed_since(obj, seen_in(request.POST)):
            owner = inline.get_formset(request, obj).fk.name
            kwargs["files"] = kwargs["files"].copy()
            rebase(
                kwargs["data"], kwargs["files"], prefix, list(kwargs["queryset"].filter(**{owner: obj.pk}))
            )
        return kwargs


def rebase(data: MultiValueDict, files: MultiValueDict, prefix: str, rows: list[Any]) -> None:
    """Have what a formset was sent about rows that are gone point at those of `rows` that resemble them most.

    What has no counterpart any more becomes a new row, after the others: a formset wants them so.
    """
    counts = [str(data.get(f"{prefix}-{name}_FORMS", "")) for name in ("INITIAL", "TOTAL")]
    if not all(count.isascii() and count.isdigit() and len(count) < 5 for count in counts):
        return
    initial, total = map(int, counts)
    if not initial <= total <= MAX_ROWS:
        return
    column = next((row._meta.pk.name for row in rows), "id")
    sent = [str(data.get(f"{prefix}-{rank}-{column}", "")) for rank in range(initial)]
    free = {str(row.pk): row for row in rows if str(row.pk) not in sent}
    kept: list[int] = []
    lost: list[int] = []
    for rank, number in enumerate(sent):
        heir = number if number in {str(row.pk) for row in rows} else _heir(free, data, f"{prefix}-{rank}-")
        free.pop(heir, None)
        data[f"{prefix}-{rank}-{column}"] = heir
        (kept if heir else lost).append(rank)
    data[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
    for values in (data, files) if lost else ():
        _reorder(values, prefix, [*kept, *lost, *range(initial, total)])


def _heir(free: Mapping[str, Model], data: MultiValueDict, start: str) -> str:
    """Return the number of the row that says most of what was typed; nothing when none is left."""

    def likeness(number: str) -> int:
        return sum(
            str(data.get(f"{start}{field.name}", "")) == str(getattr(free[number], field.attname) or "")
            for field in free[number]._meta.concrete_fields
            if f"{start}{field.name}" in data
        )

    return max(free, key=likeness, default="")


def _reorder(values: MultiValueDict, prefix: str, order: list[int]) -> None:
    """Give the rows of a formset other numbers: the first one of `order` becomes number 0."""
    ranks = {str(old): new for new, old in enumerate(order)}
    moved = {}
    for name in list(values):
        head, _, field = name.removeprefix(f"{prefix}-").partition("-")
        if name.startswith(f"{prefix}-") and field and head in ranks:
            moved[f"{prefix}-{ranks[head]}-{field}"] = values.getlist(name)
            del values[name]
    for name, found in moved.items():
        values.setlist(name, found)
