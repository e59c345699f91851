"""The mails of messages and introductions, written in the outbox within the transaction of the act.

None tells anybody's address, but `reply_to` where its owner ticked the box, and `give_address` once both agreed.
"""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from contact.models import Introduction, Side, Thread, Turn
from contributors.models import Contributor
from moderation.mails import DEFERRED, moderators_of
from moderation.models import Sheet
from outbox import actions as outbox
from outbox.letters import address

FOLDER = "contact/mail/"  # of the templates; the first line of each is its subject


def _write(template: str, *, to: str, reply_to: str = "", **context: object) -> None:
    outbox.write_from(f"{FOLDER}{template}.txt", context, to=to, reply_to=reply_to)


def _page(sheet: object) -> str:
    """Return the whole address of a sheet; nothing for one that is gone."""
    return address(sheet.get_absolute_url()) if isinstance(sheet, Sheet) else ""


def ask_confirmation(*, thread: Thread, sheet: Sheet, contributor: Contributor, token: str) -> None:
    """Ask who wrote a message to confirm it: the link shows a page, whose button sends it."""
    link = address(reverse("confirm_message", args=[token]))
    _write("message_confirmation", to=contributor.email, thread=thread, sheet=sheet, link=link)


def pass_on(*, thread: Thread, turn: Turn, to: Contributor, reply_to: str, token: str) -> None:
    """Pass on what one of two people says to the other; `reply_to` is the address of its author, if they show it."""
    link = address(reverse("answer", args=[token]))
    first = turn.author == Turn.Author.SENDER
    _write(
        "message" if first else "message_answer",
        to=to.email,
        reply_to=reply_to,
        thread=thread,
        turn=turn,
        sheet=thread.sheet,
        page=_page(thread.sheet),
        address=reply_to,
        link=link,
    )


def tell_moderators(*, exchange: Thread | Introduction, sheet: object) -> None:
    """Tell those who look after a sheet that something about it waits for them; the mail holds none of it."""
    if not isinstance(sheet, Sheet):
        return
    link = address(reverse(f"admin:contact_{exchange._meta.model_name}_change", args=[exchange.pk]))
    what: dict[str, Any] = {"exchange": exchange, "is_introduction": isinstance(exchange, Introduction)}
    for user in moderators_of(sheet, *DEFERRED):
        _write("to_check", to=user.email, sheet=sheet, page=_page(sheet), link=link, **what)


def tell_refused(*, thread: Thread, contributor: Contributor) -> None:
    """Tell who wrote a message that a moderator did not pass it on."""
    _write("message_refused", to=contributor.email, thread=thread, sheet=thread.sheet)


def ask_introduction_confirmation(
    *, introduction: Introduction, sheets: Sequence[Sheet], contributor: Contributor, token: str
) -> None:
    """Ask who proposes to bring two sheets together to confirm it."""
    link = address(reverse("confirm_introduction", args=[token]))
    _write(
        "introduction_confirmation",
        to=contributor.email,
        introduction=introduction,
        sheets=sheets,
        link=link,
    )


def ask_to_meet(*, introduction: Introduction, side: Side, other: Side, token: str) -> None:
    """Ask one of the two whether they want to meet the other."""
    if side.person is None:
        return
    link = address(reverse("answer_introduction", args=[token]))
    _write(
        "introduction_question",
        to=side.person.email,
        introduction=introduction,
        own=side.sheet,
        other=other.sheet,
        page=_page(other.sheet),
        link=link,
    )


def give_address(*, introduction: Introduction, side: Side, other: Side) -> None:
    """Give one of the two the name and address of the other, once both agreed."""
    if side.person is None or other.person is None:
        return
    _write(
        "introduction_made",
        to=side.person.email,
        reply_to=other.person.email,
        introduction=introduction,
        side=side,
        other=other,
        page=_page(other.sheet),
    )


def tell_made(*, introduction: Introduction, sides: Sequence[Side]) -> None:
    """Tell who proposed it that an introduction took place."""
    if introduction.introducer:
        _write(
            "introduction_done",
            to=introduction.introducer.email,
            introduction=introduction,
            sheets=[side.sheet for side in sides],
        )


def tell_ended(*, introduction: Introduction, sides: Sequence[Side], named: bool) -> None:
    """Tell who proposed an introduction, and who agreed to it, that it will not take place; never because of whom."""
    people = [introduction.introducer]
    people += [side.person for side in sides if side.answer == Side.Answer.AGREED]
    sheets = [side.sheet for side in sides] if named else []
    for person in people:
        if person:
            _write("introduction_ended", to=person.email, introduction=introduction, sheets=sheets)
