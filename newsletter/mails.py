"""The mails about a subscription, written in the outbox within the transaction of the act."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from newsletter.letters import FOLDER, manage_url
from newsletter.models import Subscription
from newsletter.tokens import MANAGE, token_of
from outbox import actions as outbox
from outbox.letters import address


def _write(template: str, subscription: Subscription, **context: object) -> None:
    given = {
        "selection": subscription.selection,
        "rhythm": subscription.get_rhythm_display(),
        "manage_url": manage_url(token_of(subscription, MANAGE)),
    }
    outbox.write_from(f"{FOLDER}{template}.txt", given | context, to=subscription.contributor.email)


def ask_confirmation(*, subscription: Subscription, token: str) -> None:
    """Ask whoever reads this address whether they want the letter: the link shows a page, whose button says yes."""
    _write("confirmation", subscription, link=address(reverse("confirm_letter", args=[token])))


def tell_already(*, subscription: Subscription) -> None:
    """Tell a subscriber that they are one already; the page where it was asked says nothing of it."""
    _write("already", subscription, is_paused=subscription.state == Subscription.State.PAUSED)


def ask_whether_wanted(*, subscription: Subscription, until: date) -> None:
    """Ask a subscriber of whom nothing was heard for years whether they still want it."""
    _write("still_wanted", subscription, since=subscription.active_since, until=until)


def tell_held(*, subscription: Subscription, lines: Sequence[str]) -> None:
    """Tell a subscriber, at their address and nowhere else, what is kept of their subscription."""
    _write("held", subscription, lines=lines, sheets_url=address(reverse("my_sheets")))
