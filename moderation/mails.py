"""The mails about a sheet, written in the outbox within the transaction of the act."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse

from contributors.models import Contributor, SignedLink, User
from moderation.desk import Line
from moderation.models import Notice, Proposal, Question, Report, Sheet
from moderation.queue import Queue, Waiting, moderation_url
from outbox import actions as outbox
from outbox.letters import address

FOLLOWING_TIME = timedelta(days=366)  # how long a link to a sheet of one's own works
DEFERRED = (Notice.Rhythm.DAILY, Notice.Rhythm.WEEKLY, Notice.Rhythm.NEVER)  # who is not told at once
FOLDER = "moderation/mail/"  # of the templates; the first line of each is its subject


def _write(template: str, *, to: str, folder: str = FOLDER, **context: object) -> None:
    """Render a template of a folder and put it in the outbox."""
    outbox.write_from(f"{folder}{template}.txt", context, to=to)


def ask_confirmation(*, sheet: Sheet, contributor: Contributor, token: str, expires: datetime) -> None:
    """Ask the author of a submission to confirm it: the link shows a page, whose button confirms."""
    link = address(reverse("confirm", args=[token]))
    _write(
        "confirmation", to=contributor.email, sheet=sheet, contributor=contributor, link=link, expires=expires
    )


def _follow(sheet: Sheet, contributor: Contributor, *, replace: bool = False) -> str:
    """Return a new secret address where its author follows a sheet; those of former mails go on working."""
    token = SignedLink.objects.issue(
        purpose=SignedLink.Purpose.FOLLOW,
        contributor=contributor,
        sheet=sheet,
        valid=FOLLOWING_TIME,
        replace=replace,
    )
    return address(reverse("follow", args=[token]))


def send_sheets(*, sheets: Sequence[Sheet], contributor: Contributor) -> None:
    """Send to its author the links to all that they sent, as they asked; earlier links work no longer."""
    links = [(sheet, _follow(sheet, contributor, replace=True)) for sheet in sheets]
    _write("sheets", to=contributor.email, contributor=contributor, links=links)


def ask(*, question: Question, sheet: Sheet, contributor: Contributor) -> None:
    """Ask the author of a sheet what a moderator wants to know."""
    follow = _follow(sheet, contributor)
    _write(
        "question",
        to=contributor.email,
        sheet=sheet,
        contributor=contributor,
        question=question,
        follow=follow,
    )


def tell_moderators(*, sheet: Sheet) -> None:
    """Tell those who look after it, and want to know at once, that a sheet waits."""
    link = address(moderation_url(sheet))
    for user in _moderators(*DEFERRED):
        waiting = type(sheet)._default_manager.moderated_by(user).pending()
        if waiting.filter(pk=sheet.pk).exists():
            _write(
                "queue", to=user.email, sheet=sheet, link=link, count=waiting.count(), oldest=waiting.first()
            )


def tell_answered(*, question: Question, sheet: Sheet) -> None:
    """Tell who asked that there is an answer; once that person cannot moderate the sheet any more, all who can."""
    link = address(moderation_url(sheet))
    users = moderators_of(sheet)
    deferred = set(Notice.objects.filter(rhythm__in=DEFERRED).values_list("user", flat=True))
    for user in [user for user in users if user == question.asked_by] or users:
        if user.pk in deferred:
            continue
        _write("answer", to=user.email, sheet=sheet, question=question, link=link)


def tell_reported(*, report: Report, sheet: Sheet) -> None:
    """Tell those who look after a sheet what a visitor reports of it; what may be unlawful waits for no summary."""
    link = address(reverse("admin:moderation_report_change", args=[report.pk]))
    but = [Notice.Rhythm.NEVER] if report.kind == Report.Kind.UNLAWFUL else DEFERRED
    for user in moderators_of(sheet, *but):
        _write("report", to=user.email, sheet=sheet, report=report, link=link)


def answer_report(*, report: Report, contributor: Contributor) -> None:
    """Tell who reported something what was done about it."""
    _write("report_answer", to=contributor.email, contributor=contributor, report=report, sheet=report.sheet)


def ask_proposal_confirmation(
    *, proposal: Proposal, sheet: Sheet, contributor: Contributor, token: str
) -> None:
    """Ask who proposes to change a sheet to confirm it: the link shows a page, whose button confirms."""
    link = address(reverse("confirm_proposal", args=[token]))
    _write("proposal_confirmation", to=contributor.email, sheet=sheet, contributor=contributor, link=link)


def tell_proposed(*, proposal: Proposal, sheet: Sheet) -> None:
    """Tell those who look after its territory that somebody proposes to change a sheet."""
    link = address(reverse("admin:moderation_proposal_change", args=[proposal.pk]))
    for user in moderators_of(sheet, *DEFERRED):
        _write("proposed", to=user.email, sheet=sheet, proposal=proposal, link=link)


def tell_proposal_decided(*, proposal: Proposal, sheet: Sheet, contributor: Contributor) -> None:
    """Tell who proposed to change a sheet what became of it."""
    _write(
        "proposal_decided",
        to=contributor.email,
        sheet=sheet,
        contributor=contributor,
        proposal=proposal,
        link=address(sheet.get_absolute_url()),
        is_whole=len(proposal.accepted) == len(proposal.changes),
    )


def tell_changed(*, sheet: Sheet) -> None:
    """Tell its author that somebody else's change of a sheet was accepted."""
    _tell("changed", sheet, history=address(sheet.get_history_url()))


def sum_up(*, user: User, queues: Sequence[Queue], lines: Sequence[Line], first: Sequence[Waiting]) -> None:
    """Tell a moderator what waits: how much, since when, and the sheets that wait longest."""
    total = sum(queue.count for queue in queues) + sum(line.count for line in lines)
    sheets = [(waiting, address(waiting.url)) for waiting in first]
    places = {"desk": address(reverse("admin:index")), "choice": address(reverse("admin:notice"))}
    _write("digest", to=user.email, queues=queues, lines=lines, total=total, sheets=sheets, **places)


def _moderators(*but: str) -> QuerySet[User]:
    """Return those who may get mails, apart from those who chose one of these rhythms."""
    users = User.objects.filter(is_staff=True, is_active=True).exclude(email="")
    return users.exclude(notice__rhythm__in=but) if but else users


def moderators_of(sheet: Sheet, *but: str) -> list[User]:
    """Return those who may moderate this sheet, apart from those who chose one of these rhythms."""
    sheets = type(sheet)._default_manager.filter(pk=sheet.pk)
    return [user for user in _moderators(*but) if sheets.moderated_by(user).exists()]


def tell_published(*, sheet: Sheet) -> None:
    """Tell its author that a sheet is public."""
    _tell("published", sheet, link=address(sheet.get_absolute_url()))


def tell_refused(*, sheet: Sheet) -> None:
    """Tell its author why a sheet was refused."""
    _tell("refused", sheet)


def tell_archived(*, sheet: Sheet, reason: str) -> None:
    """Tell its author that a sheet is no longer public."""
    _tell("archived", sheet, reason=reason)


def tell_erased(*, contributor: Contributor) -> None:
    """Confirm to its author that a sheet is erased, without naming it."""
    _write("erased", to=contributor.email, contributor=contributor)


def tell_merged(*, winner: Sheet, loser: Sheet) -> None:
    """Tell the author of a sheet that it is part of another now, and who wrote that other one."""
    link = address(winner.get_absolute_url())
    _tell("merged", loser, link=link)
    if winner.submitted_by_id != loser.submitted_by_id:
        _tell("joined", winner, link=link)


def tell_unmerged(*, winner: Sheet, loser: Sheet) -> None:
    """Tell their authors that two sheets that were merged are two again."""
    _tell("unmerged", loser, link=address(loser.get_absolute_url()) if loser.is_published else "")
    if winner.submitted_by_id != loser.submitted_by_id:
        _tell("parted", winner, link=address(winner.get_absolute_url()))


def ask_whether_true(*, sheet: Sheet) -> None:
    """Ask its author whether a sheet is still true."""
    _tell("still_true", sheet)


def tell_withdrawn(*, sheet: Sheet) -> None:
    """Confirm to its author that a sheet is no longer public, as they wanted."""
    _tell("withdrawn", sheet)


def tell_author(*, sheet: Sheet, folder: str, template: str) -> None:
    """Write to the author of a sheet what only its kind has to say, from a folder of templates of its application."""
    _tell(template, sheet, folder=folder)


def _tell(template: str, sheet: Sheet, *, folder: str = FOLDER, **context: object) -> None:
    """Write to the author of a sheet, if there is one, with a link to follow it."""
    contributor = sheet.submitted_by
    if contributor:
        follow = _follow(sheet, contributor)
        said = {"sheet": sheet, "contributor": contributor, "follow": follow}
        _write(template, to=contributor.email, folder=folder, **said, **context)
