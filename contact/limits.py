"""How much one person may send, and get, so that nobody's letter box is filled by this site."""

import hashlib
import re
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from contact.models import Introduction, Side, Thread, Turn
from contributors.limits import Hit
from contributors.models import Contributor
from moderation.models import Sheet
from places.folding import fold

DAY = timedelta(days=1)
SENT_A_DAY = 5  # first messages of one person
INTRODUCTIONS_A_DAY = 2  # of one person
RECEIVED_A_DAY = 10  # first messages and questions to one person, and about one sheet
TURNS_A_DAY = 20  # of one person in one thread
SAME_TEXT = 3  # the same text, within a day, to this many people: it waits for a moderator
_LOCK = 7202613  # of PostgreSQL's, with the beginning of a digest


class TooMany(Exception):
    """A limit is passed: `message` says so, kindly, in French; `hit` when it will not be any more."""

    def __init__(self, message: str, *, oldest: datetime | None = None) -> None:
        """Take the moment of the oldest thing that counts: a day later, there is room for one more."""
        super().__init__(message)
        self.message = message
        left = (oldest or timezone.now()) + DAY - timezone.now()
        self.hit = Hit(allowed=False, remaining=0, retry_after=max(int(left.total_seconds()), 1))


def yesterday() -> datetime:
    """Return this time yesterday: a day, here, is the last 24 hours."""
    return timezone.now() - DAY


def digest_of(text: str) -> str:
    """Return what is the same for two texts that differ by accents, case, blanks and signs only."""
    return hashlib.sha256(re.sub(r"[\W_]+", " ", fold(text)).strip().encode()).hexdigest()


def check_sender(sender: Contributor) -> None:
    """Raise TooMany when a person sent enough messages today, confirmed or not: each one mails them a link."""
    sent = Thread.objects.filter(sender=sender, created_at__gt=yesterday())
    _check(
        list(sent.order_by("-created_at").values_list("created_at", flat=True)[:SENT_A_DAY]),
        SENT_A_DAY,
        "Cinq messages sont déjà partis de cette adresse depuis hier\u00a0: c’est le plus que nous en passons en un "
        "jour. Revenez demain.",
    )


def check_introducer(introducer: Contributor) -> None:
    """Raise TooMany when a person proposed enough introductions today, confirmed or not."""
    proposed = Introduction.objects.filter(introducer=introducer, created_at__gt=yesterday())
    _check(
        list(proposed.order_by("-created_at").values_list("created_at", flat=True)[:INTRODUCTIONS_A_DAY]),
        INTRODUCTIONS_A_DAY,
        "Deux mises en relation ont déjà été proposées depuis cette adresse depuis hier\u00a0: c’est le plus que "
        "nous en passons en un jour. Revenez demain.",
    )


FULL = (
    "Beaucoup de messages ont déjà été écrits aujourd’hui au sujet de cette fiche\u00a0: pour ne pas déborder la "
    "personne qui répond, nous attendons demain. Revenez, votre texte sera le bienvenu."
)


def check_sheet(sheet: Sheet) -> None:
    """Raise TooMany when enough was written about a sheet today."""
    written = Thread.objects.about(sheet).confirmed_since(yesterday()).order_by("-pk")
    asked = Side.objects.about(sheet).asked_since(yesterday()).order_by("-pk")
    _check(
        [
            *written.values_list("confirmed_at", flat=True)[:RECEIVED_A_DAY],
            *asked.values_list("introduction__confirmed_at", flat=True)[:RECEIVED_A_DAY],
        ],
        RECEIVED_A_DAY,
        FULL,
    )


def check_receiver(receiver: Contributor) -> None:
    """Raise TooMany when a person, whose row is locked, got enough today, whatever the sheet."""
    got = Thread.objects.filter(receiver=receiver).confirmed_since(yesterday()).order_by("-confirmed_at")
    asked = Side.objects.filter(person=receiver).asked_since(yesterday())
    _check(
        [
            *got.values_list("confirmed_at", flat=True)[:RECEIVED_A_DAY],
            *asked.values_list("introduction__confirmed_at", flat=True)[:RECEIVED_A_DAY],
        ],
        RECEIVED_A_DAY,
        FULL,
    )


def check_turn(thread: Thread, author: str) -> None:
    """Raise TooMany when one of the two wrote enough in a thread today."""
    said = Turn.objects.filter(thread=thread, author=author, sent_at__gt=yesterday()).order_by("-pk")
    _check(
        list(said.values_list("sent_at", flat=True)[:TURNS_A_DAY]),
        TURNS_A_DAY,
        "Vous avez beaucoup écrit dans cette conversation depuis hier. Revenez demain.",
    )


def is_mass(thread: Thread) -> bool:
    """Whether the same text goes to one person too many within a day, whoever signs it.

    Two that are confirmed at once wait for each other until the end of their transactions.
    """
    in_turn(int(thread.digest[:7], 16))
    same = Thread.objects.filter(digest=thread.digest).confirmed_since(yesterday()).exclude(pk=thread.pk)
    return same.count() >= SAME_TEXT - 1


def in_turn(number: int = 0) -> None:
    """Wait, until their transactions end, for others that hold the lock of this number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, number])


def _check(moments: list[datetime | None], most: int, message: str) -> None:
    known = sorted((moment for moment in moments if moment), reverse=True)
    if len(known) >= most:
        raise TooMany(message, oldest=known[most - 1])
