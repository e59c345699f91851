"""Mails that are taken back before they leave, told to the applications above whose letters they were.

An application tells its own when it starts: `withdrawing.register(listener)` in its `ready()`.
"""

from collections.abc import Callable, Iterable, Sequence

from django.db import transaction

from outbox.models import Message

PORTION = 1000  # mails deleted together: of one erased sheet, thousands may wait
UNSENT = (Message.State.WAITING, Message.State.FAILED)  # the text of the others is erased already

Listener = Callable[[Sequence[Message]], None]
_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Have a function hear of mails that are taken back, before they are deleted, in the transaction that does so.

    It is given their number and their state; whoever should get something else in their place is its affair.
    """
    if listener not in _listeners:
        _listeners.append(listener)


@transaction.atomic
def withdraw(numbers: Iterable[int]) -> int:
    """Delete the mails of these numbers that did not leave; return how many. Waits for one that is being sent."""
    rows = Message.objects.select_for_update().filter(pk__in=list(numbers), state__in=UNSENT)
    messages = list(rows.only("pk", "state").order_by("pk"))
    if messages:
        for listener in _listeners:
            listener(messages)
        for start in range(0, len(messages), PORTION):
            some = [message.pk for message in messages[start : start + PORTION]]
            Message.objects.filter(pk__in=some).only(
                "pk"
            ).delete()  # Django reads what it deletes: not their text
    return len(messages)
