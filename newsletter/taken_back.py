"""Letters that are taken back before they leave, because a sheet that they tell of is erased: written again without it.

Their readers lose one piece of news, not the whole letter.
"""

from collections.abc import Sequence

from django.db.models import F, Q
from django.db.models.functions import Least

from newsletter.models import Delivery, Issue, Subscription
from outbox.models import Message


def hear(messages: Sequence[Message]) -> None:
    """Owe a letter to subscribers and to lists whose letter is taken back; one that was given up stays so."""
    from newsletter.jobs import write_again

    waiting = [message.pk for message in messages if message.state == Message.State.WAITING]
    deliveries = Delivery.objects.filter(message__in=waiting)
    is_owed, other_rhythm = Q(subscription__owed_since__isnull=False), ~Q(subscription__rhythm=F("rhythm"))
    for delivery in deliveries.filter(is_owed | other_rhythm | Q(since__isnull=False)).order_by("pk"):
        earliest = Least("owed_since", delivery.period.first)  # PostgreSQL leaves out what is NULL
        Subscription.objects.filter(pk=delivery.subscription_id).update(owed_since=earliest)
    deliveries.delete()  # the next run finds them without an answer
    for number in Issue.objects.filter(message__in=waiting).order_by("pk").values_list("pk", flat=True):
        write_again.defer(number=number)  # once the sheet is gone
