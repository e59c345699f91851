"""Subscribing to the letter, changing one's mind, stopping it: the only writer of subscriptions."""

from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from contributors.consent_texts import LETTER
from contributors.models import Consent, Contributor, SignedLink
from moderation.actions import CONFIRMATION_TIME
from moderation.erasure import remember_erasure
from newsletter import mails
from newsletter.models import Subscription
from newsletter.models.subscription import RENEWED
from newsletter.periods import DAY, Period
from newsletter.selection import Selection
from outbox.models import Message

State = Subscription.State
ANSWER_TIME = timedelta(days=60)  # to say that one still wants the letter; then it is forgotten
DEAD_KEPT = timedelta(days=365)  # since the last sign of whoever has an address that does not answer any more
MOST = 5_000  # forgotten in one night
MOST_ASKED = 500  # a night: the mail server sees no flood three years after a day when many subscribed


@transaction.atomic
def ask(*, email: str, selection: Selection, rhythm: str) -> None:
    """Mail a link to confirm to an address; one that gets the letter already is told so, and nothing changes.

    Whoever types somebody else's address must learn nothing, and change nothing.
    """
    contributor = Contributor.objects.meet(email=email)
    subscription = Subscription.objects.select_for_update().filter(contributor=contributor).first()
    if subscription is not None and subscription.state in (State.ACTIVE, State.PAUSED):
        mails.tell_already(subscription=subscription)
        return
    if subscription is None:
        subscription = Subscription(contributor=contributor)
    subscription.choose(selection, rhythm)
    subscription.created_at = timezone.now()  # seven days from the last mail, of which the link works as long
    subscription.save()
    token = SignedLink.objects.issue(
        purpose=SignedLink.Purpose.CONFIRM,
        contributor=contributor,
        sheet=subscription,
        valid=CONFIRMATION_TIME,
    )
    mails.ask_confirmation(subscription=subscription, token=token)


@transaction.atomic
def confirm(*, subscription: Subscription) -> Subscription:
    """Begin to send the letter; a second click changes nothing. Raises DoesNotExist when it was stopped meanwhile."""
    # The person before the subscription, as `ask` does: two who wait for each other would both be refused.
    Contributor.objects.select_for_update(of=("self",)).filter(subscription=subscription.pk).first()
    locked = _lock(subscription)
    if locked.state in (State.UNCONFIRMED, State.STOPPED):
        _begin(locked)
        contributor = locked.contributor
        contributor.confirm()
        Consent.objects.keep(
            sheet=locked, contributor=contributor, purpose=Consent.Purpose.LETTER, text=LETTER
        )
    return locked


@transaction.atomic
def change(*, subscription: Subscription, selection: Selection, rhythm: str) -> None:
    """Take other choices. With another rhythm, the next letter goes on where the last one ended.

    Nothing is told twice, and nothing is left out in between.
    """
    locked = _lock(subscription)
    if rhythm != locked.rhythm and locked.active_since is not None:
        wanted = Period.around(locked.rhythm, timezone.localdate(locked.active_since)).start
        locked.owed_since = max([wanted, *_told_until(locked)])
    locked.choose(selection, rhythm)
    _heard(locked)


@transaction.atomic
def pause(*, subscription: Subscription) -> None:
    """Send nothing until the person takes it up again."""
    locked = _lock(subscription)
    if locked.state == State.ACTIVE:
        locked.state = State.PAUSED
        _heard(locked)
        _keep_from_leaving(locked)


@transaction.atomic
def resume(*, subscription: Subscription) -> None:
    """Send it again, from the period that goes on."""
    locked = _lock(subscription)
    if locked.state in (State.PAUSED, State.STOPPED):
        _begin(locked)


@transaction.atomic
def renew(*, subscription: Subscription) -> None:
    """Note that the person still wants it."""
    _heard(_lock(subscription))


@transaction.atomic
def stop(*, subscription: Subscription) -> bool:
    """Forget a subscription, and keep the letters that wait from leaving; return whether there was one.

    Waits for a batch that is being written with it, whose mail is then taken back.
    """
    locked = Subscription.objects.select_for_update(of=("self",)).filter(pk=subscription.pk).first()
    if locked is None:
        return False
    _keep_from_leaving(locked)
    about = {"content_type": ContentType.objects.get_for_model(Subscription), "object_id": locked.pk}
    SignedLink.objects.filter(**about).delete()
    Consent.objects.filter(**about).delete()
    remember_erasure(Subscription._meta.label_lower, locked.pk)
    locked.delete()
    return True


@transaction.atomic
def give_up(*, subscription: Subscription) -> None:
    """Send nothing more to an address that does not take it; its owner may subscribe again."""
    locked = _lock(subscription)
    if locked.state in (State.ACTIVE, State.PAUSED):
        locked.state = State.STOPPED
        locked.save(update_fields=["state"])
        _keep_from_leaving(locked)


def ask_silent() -> int:
    """Ask those of whom nothing was heard for three years whether they still want it; return how many were asked."""
    now = timezone.now()
    wanted = Subscription.objects.filter(state__in=[State.ACTIVE, State.PAUSED])
    silent = wanted.filter(heard_at__lte=now - RENEWED, asked_at=None)
    asked = 0
    for number in list(silent.values_list("pk", flat=True)[:MOST_ASKED]):
        with transaction.atomic():
            locked = silent.select_for_update(skip_locked=True, of=("self",)).filter(pk=number).first()
            if locked is not None:
                locked.asked_at = now
                locked.save(update_fields=["asked_at"])
                until = timezone.localdate(now + ANSWER_TIME)
                mails.ask_whether_wanted(subscription=locked, until=until)
                asked += 1
    return asked


def forget_silent() -> int:
    """Forget those who were asked and did not answer, and addresses that have long been dead; return how many."""
    now = timezone.now()
    mute = Q(asked_at__lte=now - ANSWER_TIME) | Q(state=State.STOPPED, heard_at__lte=now - DEAD_KEPT)
    forgotten = 0
    for number in list(Subscription.objects.filter(mute).order_by("pk").values_list("pk", flat=True)[:MOST]):
        with transaction.atomic():
            # Asked again under the lock: somebody may have said this instant that they go on.
            locked = Subscription.objects.select_for_update(skip_locked=True, of=("self",))
            if (one := locked.filter(mute, pk=number).first()) is not None:
                forgotten += stop(subscription=one)
    return forgotten


@transaction.atomic
def forget_unconfirmed() -> int:
    """Delete what nobody confirmed for a week; one that is being confirmed is left for tomorrow."""
    old = Subscription.objects.filter(
        state=State.UNCONFIRMED, created_at__lte=timezone.now() - CONFIRMATION_TIME
    )
    numbers = list(old.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
    content_type = ContentType.objects.get_for_model(Subscription)
    SignedLink.objects.filter(content_type=content_type, object_id__in=numbers).delete()
    Subscription.objects.filter(pk__in=numbers, state=State.UNCONFIRMED).delete()
    return len(numbers)


def _lock(subscription: Subscription) -> Subscription:
    rows = Subscription.objects.select_for_update(of=("self",)).select_related("contributor")
    return rows.get(pk=subscription.pk)


def _begin(locked: Subscription) -> None:
    locked.state = State.ACTIVE
    locked.active_since = timezone.now()
    # It begins with the period that goes on; another rhythm, before a pause, may have told of some of it.
    begins = Period.around(locked.rhythm, timezone.localdate()).start
    locked.owed_since = max((day for day in _told_until(locked) if day > begins), default=None)
    _heard(locked)


def _told_until(locked: Subscription) -> list[date]:
    """Return, for each of its letters, answers without news included, the first day after what it told."""
    ends = [delivery.period.end + DAY for delivery in locked.deliveries.all()]
    return [*ends, locked.owed_since] if locked.owed_since else ends


def _heard(locked: Subscription) -> None:
    """Save what an act of the person changed, and that they did one."""
    locked.heard_at, locked.asked_at = timezone.now(), None
    locked.save()


def _keep_from_leaving(locked: Subscription) -> None:
    """Delete its letters that wait in the outbox, but the one that is being sent this instant."""
    waiting = Message.objects.filter(delivery__subscription=locked, state=Message.State.WAITING)
    # By their numbers: a row of the other side of a nullable relation cannot be locked along with it.
    numbers = list(waiting.values_list("pk", flat=True))
    free = Message.objects.select_for_update(skip_locked=True).filter(pk__in=numbers)
    Message.objects.filter(pk__in=[message.pk for message in free]).delete()
