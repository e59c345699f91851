"""Addresses that refuse letters: they get no more of them.

Only what a mail server says while it is spoken to is known here. A bounce that comes back later, by mail, reaches the
sender's letter box, which the site does not read: an administrator then stops the subscription by a button.
"""

from django.utils import timezone

from newsletter.models import Delivery, Subscription
from newsletter.subscribing import give_up
from outbox.refusals import Refusal

IN_A_ROW = 3  # letters refused for good, where nothing says that the address does not exist


def hear(refusal: Refusal) -> bool:
    """Note that a letter was refused, and stop the subscription if the address is dead; others are not ours.

    A server may refuse everybody's letters because it distrusts ours: one such refusal must not stop all subscriptions.
    """
    delivery = Delivery.objects.filter(message=refusal.message).select_related("subscription").first()
    if delivery is None:
        return False
    # Held before its delivery, as whoever stops it does: otherwise each could wait for the other.
    held = Subscription.objects.select_for_update(of=("self",)).filter(pk=delivery.subscription_id)
    if held.first() is None:
        return True  # stopped this instant
    delivery.refused_at = timezone.now()
    delivery.save(update_fields=["refused_at"])
    if refusal.is_gone or _always_refused(delivery):
        give_up(subscription=delivery.subscription)
    return True


def _always_refused(delivery: Delivery) -> bool:
    sent = Delivery.objects.filter(subscription=delivery.subscription_id, is_empty=False)
    last = list(sent.order_by("-pk").values_list("refused_at", flat=True)[:IN_A_ROW])
    return len(last) == IN_A_ROW and all(last)
