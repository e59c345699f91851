"""Addresses that a mail server refuses for good, told to the applications above that write to them often.

An application tells its own when it starts: `refusals.register(listener)` in its `ready()`. What comes back later as a
mail (a bounce) reaches nobody here: the site reads no letter box.
"""

import re
import smtplib
from collections.abc import Callable
from dataclasses import dataclass

from outbox.models import Message

# RFC 3463: no such mailbox, no such domain, an address that moved, bad syntax; a mailbox that is closed.
GONE = re.compile(r"\b5\.(?:1\.(?:1|2|3|6|10)|2\.1)\b")


@dataclass(frozen=True)
class Refusal:
    """A mail server does not take a mail for its receiver, and says that it never will (RFC 5321: 5xx)."""

    message: Message
    is_gone: bool
    """Whether it says that the address does not exist; otherwise it may be displeased with us, not with it."""


Listener = Callable[[Refusal], bool]
_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Have a function hear of refusals, in the transaction that notes them; it returns whether to give up at once."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(message: Message, error: Exception) -> bool:
    """Tell the listeners if this error is a refusal for good; return whether one of them gives the mail up."""
    refusal = _read(message, error)
    heard = [listener(refusal) for listener in _listeners] if refusal else []
    return any(heard)


def _read(message: Message, error: Exception) -> Refusal | None:
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return None
    answers = list(error.recipients.values())
    if not answers or not all(500 <= code < 600 for code, _ in answers):
        return None
    texts = [text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text) for _, text in answers]
    return Refusal(message, is_gone=all(GONE.search(text) for text in texts))
