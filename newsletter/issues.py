"""Letters to mailing lists: drafts, then what is sent, once."""

import logging
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from contributors.models import User
from contributors.typography import day_in_words
from moderation.actions import TransitionRefused
from newsletter.composing import Composer, settled
from newsletter.digest import Contents, Digest, compose, told_again
from newsletter.letters import Letter, for_list, reply_to
from newsletter.models import Issue, MailingList
from newsletter.periods import DAY, Period, Rhythm
from outbox import actions as outbox
from outbox.models import Message

logger = logging.getLogger(__name__)

MAILTO_LENGTH = 1800  # characters: beyond, mail programs cut what an address gives them
_LOCK = 7202614  # of PostgreSQL's: numbers of issues are given one at a time


def digest_of(issue: Issue) -> Digest:
    """Return what an issue tells: what is new until now, or what it told once it was sent."""
    if issue.is_sent:
        return told_again(issue.contents, issue.selection, issue.period)
    return compose(issue.selection, issue.period, _told_before(issue))


def _told_before(issue: Issue) -> Contents:
    """Return what its list was told of the same time in another rhythm, which an administrator changed meanwhile."""
    longest = timedelta(days=31)
    others = Issue.objects.sent().filter(mailing_list=issue.mailing_list_id).exclude(rhythm=issue.rhythm)
    near = others.filter(start__gt=issue.start - longest, start__lte=issue.period.end)
    told: dict[str, list[int]] = {}
    for other in near:
        for name, numbers in other.contents.items():
            told.setdefault(name, []).extend(numbers)
    return told


def open_drafts(today: date) -> int:
    """Begin the draft of the period that goes on, for each list; return how many were begun."""
    begun = 0
    for mailing_list in MailingList.objects.filter(is_open=True):
        period = Period.around(mailing_list.rhythm, today)
        _, is_new = Issue.objects.get_or_create(
            mailing_list=mailing_list, rhythm=period.rhythm, start=period.start
        )
        begun += is_new
    return begun


def send_automatic() -> int:
    """Send what is over to the lists that want it without a hand; return how many letters left.

    A list is sent nothing of the time before it was known here: a draft was begun in each period since. One whose
    rhythm was changed has a draft of the former one, which leaves too: nothing is left out in between. A letter that
    cannot be written keeps no other from leaving; its error is raised once they are written.
    """
    today, sent = timezone.localdate(), 0
    failure: Exception | None = None
    lists = MailingList.objects.filter(is_open=True, is_automatic=True)
    for rhythm in Rhythm.values:
        period = Period.last(rhythm, today)
        waiting = Issue.objects.filter(rhythm=rhythm, start=period.start, sent_at=None)
        for issue in waiting.filter(mailing_list__in=lists).order_by("pk"):
            try:
                send(issue=issue, by=None, mails=True)
            except TransitionRefused:  # nothing new, or somebody was quicker
                continue
            except Exception as error:
                logger.warning("letter %s was not written: %s", issue.pk, type(error).__name__)
                failure = failure or error
                continue
            sent += 1
    if failure is not None:
        raise failure
    return sent


@transaction.atomic
def send(*, issue: Issue, by: User | None, mails: bool) -> Issue:
    """Freeze an issue, number it and show it to everybody; `mails` writes it to the address of its list.

    Otherwise `by` sends it with their own mail program. Raises TransitionRefused, with the reason in French, when it
    was sent already, when its period goes on, or when there is nothing to tell.
    """
    # With its list: another letter to it, of another rhythm, must not tell the same at this instant.
    rows = Issue.objects.select_for_update(of=("self", "mailing_list"), no_key=True)
    locked = rows.select_related("mailing_list").get(pk=issue.pk)
    if locked.is_sent:
        raise TransitionRefused("Cette lettre est déjà partie\u00a0: elle ne part pas deux fois.")
    if timezone.now() < locked.period.ends_at:
        first = day_in_words(locked.period.end + DAY)
        raise TransitionRefused(
            f"La période n’est pas finie\u00a0: cette lettre pourra partir à partir du {first}."
        )
    digest = Composer(locked.selection, locked.period, _told_before(locked)).settled()
    if digest.is_empty:
        raise TransitionRefused(
            "Rien n’a paru pendant cette période\u00a0: il n’y a pas de lettre à envoyer."
        )
    if mails:
        locked.message = _mail(digest, locked)
    keep(locked, digest, by=by, at=timezone.now())
    return locked


@transaction.atomic
def keep(issue: Issue, digest: Digest, *, by: User | None, at: datetime) -> None:
    """Freeze an issue with what it tells, number it within its year, and show it to everybody."""
    issue.freeze_choices()
    issue.contents = {name: list(numbers) for name, numbers in digest.contents.items()}
    issue.sent_at, issue.sent_by = at, by
    issue.year, issue.number = _next_number(timezone.localdate(at))
    issue.save()


@transaction.atomic
def write_again(number: int) -> bool:
    """Write an issue to its list anew, whose mail was taken back before it left; return whether one was written.

    It keeps its number, and tells what is still public of what it told.
    """
    rows = Issue.objects.sent().filter(pk=number, message=None).select_related("mailing_list")
    found = rows.first()
    if found is None:
        return False
    # The sheets first, as whoever erases one of them does: the other way round, each would wait for the other.
    digest = settled(digest_of(found))
    locked = rows.select_for_update(of=("self",)).first()  # somebody may have been quicker
    if locked is None or digest.is_empty:
        return False
    locked.message = _mail(digest, locked)
    locked.save(update_fields=["message"])
    return True


def _mail(digest: Digest, issue: Issue) -> Message:
    letter = for_list(digest, issue)
    return outbox.write(
        to=issue.mailing_list.address,
        subject=letter.subject,
        body=letter.body,
        reply_to=reply_to(),
        headers={"Auto-Submitted": "auto-generated"},  # RFC 3834: no answer of who is away
    )


def _next_number(today: date) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = Issue.objects.filter(year=today.year).aggregate(last=Max("number"))["last"] or 0
    return today.year, last + 1


def as_file(letter: Letter, issue: Issue) -> bytes:
    """Return a letter as a mail that a mail program opens as one to be sent (`X-Unsent`)."""
    mail = EmailMessage(policy=SMTP)
    mail["To"] = issue.mailing_list.address
    mail["Subject"] = letter.subject
    mail["X-Unsent"] = "1"
    mail.set_content(letter.body)
    return mail.as_bytes()


def as_link(letter: Letter, issue: Issue) -> str:
    """Return a `mailto:` address that opens a letter in one's mail program; nothing when it would be cut."""
    body = letter.body.replace("\n", "\r\n")
    link = f"mailto:{quote(issue.mailing_list.address)}?subject={quote(letter.subject)}&body={quote(body)}"
    return link if len(link) <= MAILTO_LENGTH else ""
