"""Whom a message can reach, and which sheets can be found for it."""

from collections.abc import Iterable

from django.db import transaction

from contact.models import Silence
from contributors.models import Contributor
from moderation.erasure import sheet_models
from moderation.models import Sheet
from moderation.speakers import speaker_of
from places.folding import fold

FEWEST_LETTERS = 3  # of a name that is looked for: fewer are in every name
FOUND = 12  # sheets of one kind shown at most


def email_of(sheet: Sheet) -> str:
    """Return the public address of a sheet; nothing for a kind that has none."""
    return str(getattr(sheet, "email", ""))


def is_reachable(sheet: Sheet) -> bool:
    """Whether somebody answers for a sheet and takes messages about it; at most two queries, each by a key."""
    return bool(reachable([sheet]))


def reachable(sheets: Iterable[Sheet]) -> list[Sheet]:
    """Return those of these sheets for which somebody answers and takes messages: two queries for each kind."""
    spoken_for = [
        sheet for sheet in sheets if sheet.takes_messages and (sheet.submitted_by_id or email_of(sheet))
    ]
    senders = {sheet.submitted_by_id for sheet in spoken_for if sheet.submitted_by_id and not email_of(sheet)}
    known = Contributor.objects.filter(pk__in=senders, confirmed_at__isnull=False) if senders else None
    confirmed = set(known.values_list("pk", flat=True)) if known is not None else set()
    silent = set()
    for content_type in {sheet.content_type() for sheet in spoken_for}:
        numbers = [sheet.pk for sheet in spoken_for if sheet.content_type() == content_type]
        silent |= {(content_type.pk, number) for number in Silence.objects.numbers_of(content_type, numbers)}
    return [
        sheet
        for sheet in spoken_for
        if (email_of(sheet) or sheet.submitted_by_id in confirmed)
        and (sheet.content_type().pk, sheet.pk) not in silent
    ]


def receiver_of(sheet: object) -> Contributor | None:
    """Return who gets what is written about a sheet today, locked; None when it is not public or nobody wants any.

    Call it in a transaction.
    """
    if not isinstance(sheet, Sheet) or not sheet.takes_messages or not sheet.is_published or is_silent(sheet):
        return None
    return speaker_of(sheet)


def token_of(sheet: Sheet) -> str:
    """Return what stands for a sheet in an address: `acteurs/les-jardins-du-bouguen`."""
    return sheet.get_absolute_url().strip("/")


def sheet_at(token: str) -> Sheet | None:
    """Return the published sheet that a token, or a mere slug, stands for; None for anything else."""
    word, _, slug = token.strip("/").rpartition("/")
    if not slug or "\x00" in token:
        return None
    found = [kind._default_manager.at(slug[:160]) for kind in sheet_models() if kind.takes_messages]
    there = [sheet for sheet in found if sheet and (not word or token_of(sheet) == f"{word}/{slug}")]
    return there[0] if there else None


def is_short(text: str) -> bool:
    """Whether a text has too few letters and digits to look for a name."""
    return len(fold(text).strip()) < FEWEST_LETTERS


def look_up(text: str) -> list[Sheet]:
    """Return published sheets whose name is like a text, the kinds one after the other; none for a short text."""
    if is_short(text):
        return []
    return [sheet for kind in sheet_models() for sheet in kind.look_up(text, FOUND)]


@transaction.atomic
def silence(*, sheet: Sheet) -> Sheet:
    """Take no message about a sheet any more: the link to write disappears from its page."""
    Silence.objects.keep(sheet)
    return sheet


@transaction.atomic
def speak(*, sheet: Sheet) -> Sheet:
    """Take messages about a sheet again."""
    Silence.objects.lift(sheet)
    return sheet


def is_silent(sheet: Sheet) -> bool:
    """Whether whoever answers for a sheet wants no messages about it."""
    return Silence.objects.keeps(sheet)
