"""Verifying together: a list of stale sheets to print, and the answers typed in afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone

from contributors.models import User
from moderation import actions, freshness, reports
from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.erasure import sheet_models
from moderation.models import Kit, KitLine, Report, Sheet
from places.territory import Territory

LINES = 1000  # of one list: an evening has no more, and a wider territory has several lists
# Sheets printed at once, and typed in at once. Each answer is a transaction: measured among 500,000 sheets, 0.07 s.
PER_DOCUMENT = 100
GONE = "Cette fiche n’existe plus."

Answer = KitLine.Answer


@transaction.atomic
def make(*, kind: type[Sheet], territory: Territory, by: User) -> Kit:
    """Make the list of the stale sheets of one kind in a territory, as far as this moderator looks after them.

    The first `LINES` in order of commune, then title. Raises TransitionRefused when there is none.
    """
    theirs = kind._default_manager.moderated_by(by).within([territory])
    stale = freshness.stale(kind, timezone.now()).filter(pk__in=theirs.order_by().values("pk"))
    numbers = list(stale.by_place().values_list("pk", flat=True)[: LINES + 1])
    if not numbers:
        raise TransitionRefused(
            "Rien n’est à vérifier dans ce territoire, parmi les fiches que vous modérez\u00a0: "
            "toutes ont été vérifiées depuis moins d’un an, ou il n’y en a pas."
        )
    kit = Kit.objects.create(
        territory=territory.token,
        territory_name=territory.label,
        made_by=by,
        is_cut=len(numbers) > LINES,
    )
    content_type = ContentType.objects.get_for_model(kind)
    KitLine.objects.bulk_create(
        KitLine(kit=kit, number=rank, content_type=content_type, object_id=pk)
        for rank, pk in enumerate(numbers[:LINES], 1)
    )
    return kit


@dataclass
class Part:
    """What is printed on one document and typed in on one page: the lines of `PER_DOCUMENT` numbers."""

    number: int
    first: int
    last: int
    count: int = 0
    """Lines that the moderator sees."""
    entered: int = 0
    lines: list[KitLine] = field(default_factory=list)


def parts(kit: Kit, user: User) -> list[Part]:
    """Return the parts of a list in which this moderator has sheets, without their lines."""
    found: dict[int, Part] = {}
    rows = kit.lines.moderated_by(user).order_by("number").values_list("number", "answer")
    for number, answer in rows:
        rank = (number - 1) // PER_DOCUMENT + 1
        part = found.setdefault(rank, Part(rank, number, number))
        part.last = number
        part.count += 1
        part.entered += bool(answer)
    return list(found.values())


def part_of(kit: Kit, number: int, user: User) -> Part | None:
    """Return one part with its lines and their sheets, those of this moderator; None when there is none."""
    first = (number - 1) * PER_DOCUMENT + 1
    here = kit.lines.filter(number__gte=first, number__lt=first + PER_DOCUMENT)
    lines = _with_sheets(here.moderated_by(user).select_related("entered_by").order_by("number"))
    if not lines:
        return None
    entered = sum(bool(line.answer) for line in lines)
    return Part(number, lines[0].number, lines[-1].number, len(lines), entered, lines)


def _with_sheets(lines: Iterable[KitLine]) -> list[KitLine]:
    """Return lines with their sheets, in a number of queries that does not depend on the number of lines."""
    found, kinds = list(lines), {ContentType.objects.get_for_model(kind).pk: kind for kind in sheet_models()}
    for content_type, kind in kinds.items():
        own = [line for line in found if line.content_type_id == content_type]
        sheets = kind._default_manager.with_places().in_bulk([line.object_id for line in own]) if own else {}
        for line in own:
            line.sheet = sheets.get(line.object_id)
    return [line for line in found if line.sheet is not None]


def choices(line: KitLine) -> list[tuple[str, str]]:
    """Return what may be answered about a sheet: some kinds never end."""
    left_out = set() if line.sheet and line.sheet.may_end else {Answer.ENDED.value}
    return [(value, label) for value, label in Answer.choices if value not in left_out]


@transaction.atomic
def enter(*, line: KitLine, answer: str, note: str, by: Author) -> KitLine:
    """Take the answer about one sheet: it is verified, said to be ended, or waits among the reports.

    Raises TransitionRefused when somebody else entered an answer already, or when the sheet is no longer public: then
    nothing is kept.
    """
    # The sheet first, then what is about it, as everywhere: whoever erases it waits, or is waited for.
    kind: Any = line.content_type.model_class()
    try:
        sheet = actions.lock(kind(pk=line.object_id))
        lines = KitLine.objects.select_for_update(of=("self",)).select_related("kit", "entered_by")
        locked = lines.get(pk=line.pk)
    except ObjectDoesNotExist as error:
        raise TransitionRefused(GONE) from error
    if locked.answer:
        who = f" par {locked.entered_by}" if locked.entered_by else ""
        raise TransitionRefused(
            f"Déjà saisie{who}\u00a0: «\u00a0{locked.get_answer_display()}\u00a0». Votre réponse n’est pas gardée."
        )
    _act(locked, sheet, answer, note, by)
    locked.answer, locked.note = answer, note
    locked.entered_at, locked.entered_by = timezone.now(), by.user
    locked.save(update_fields=["answer", "note", "entered_at", "entered_by"])
    return locked


def _act(line: KitLine, sheet: Sheet, answer: str, note: str, by: Author) -> None:
    """Do to a sheet what the answer means."""
    match answer:
        case Answer.TRUE:
            freshness.verify(sheet=sheet, by=by)
        case Answer.ENDED:
            actions.end(sheet=sheet, by=by)
        case _:
            reports.note(sheet=sheet, kind=Report.Kind.OUTDATED, text=_told(line, answer, note, by))


def _told(line: KitLine, answer: str, note: str, by: Author) -> str:
    """Return what a report says of an answer."""
    said = "Introuvable sur place." if answer == Answer.LOST else ""
    source = f"Liste de vérification {line.kit_id}, numéro {line.number}"
    who = f", saisie par {by.user}" if by.user else ""
    return " ".join(part for part in (said, note, f"({source}{who})") if part)
