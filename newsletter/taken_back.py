"""Letters that are taken back before they leave, because a sheet that they tell of is erased: written again without it.

Their readers lose one piece of news, not the whole letter.
"""

from collections.abc import Sequence

from newsletter.models import Delivery, Issue
from outbox.models import Message


def hear(messages: Sequence[Message]) -> None:
    """Owe a letter to subscribers and to lists whose letter is taken back; one that was given up stays so."""
    from newsletter.jobs import write_again

    waiting = [message.pk for message in messages if message.state == Message.State.WAITING]
    Delivery.objects.filter(message__in=waiting).delete()  # the next run finds them without an answer
    for number in Issue.objects.filter(message__in=waiting).order_by("pk").values_list("pk", flat=True):
        write_again.defer(number=number)  # once the sheet is gone
