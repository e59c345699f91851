"""What is kept here about who comes to meetings, told to the floors below: for exporting, erasing, purging."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from contributors.models import Contributor, SignedLink
from events.models import Event, Occurrence, Registration
from events.registering import announcing, booking, mails
from events.registering.places import when_in_words
from moderation.actions import CONFIRMATION_TIME
from moderation.holdings import Holding

State, Canceller = Registration.State, Registration.Canceller
PORTION = 1000  # rows of one transaction


def export(contributor: Contributor) -> dict[str, Any]:
    """Return the registrations of a person, as they are kept."""
    rows = contributor.registrations.select_related("event").order_by("pk")
    return {
        "inscriptions à des rencontres": [
            {
                "rencontre": row.event.title_text,
                "date": when_in_words(row.starts_at, row.ends_at, row.event.time_zone),
                "nom": row.name,
                "nombre de personnes": row.people,
                "ce que vous apportez": row.brings,
                "ce que vous cherchez": row.seeks,
                "montré aux autres, sans votre nom": row.shares,
                "l’organisation peut vous écrire": row.may_be_written,
                "texte accepté, version": row.consent_version,
                "état": row.get_state_display(),
                "reçue le": row.created_at,
                "confirmée le": row.confirmed_at,
                "annulée le": row.cancelled_at,
                "rappel envoyé le": row.reminded_at,
            }
            for row in rows
        ]
    }


def forget(content_type: ContentType, numbers: Sequence[int]) -> None:
    """Call off what is to come of meetings that are erased, tell who registered, and delete all registrations."""
    if content_type.model_class() is not Event:
        return
    # As whoever confirms does: dates first, then registrations; the dates go with their meeting afterwards.
    dates = Occurrence.objects.filter(event__in=numbers).select_for_update(of=("self",)).order_by("pk")
    list(dates.values_list("pk", flat=True))
    rows = Registration.objects.filter(event__in=numbers)
    ahead = rows.live().filter(ends_at__gt=timezone.now()).exclude(state=State.TO_CONFIRM)
    for row in ahead.select_related("event__commune", "person").order_by("pk"):
        mails.tell_off(registration=row)
    _delete(rows.values_list("pk", flat=True))


def forget_person(contributor: Contributor, until: datetime) -> int:
    """Delete the registrations of a person; their seats go to who waits."""
    rows = contributor.registrations.filter(created_at__lte=until)
    for row in rows.live().filter(starts_at__gt=timezone.now()).order_by("occurrence", "pk"):
        booking.cancel(registration=row, by=Canceller.PERSON)
    _delete(rows.values_list("pk", flat=True))
    return 0


def purge() -> dict[str, int]:
    """Delete what nobody confirmed for a week, and all that is about meetings that were over six months ago."""
    old = {"ends_at__lte": booking.purge_before()}
    unconfirmed = {"state": State.TO_CONFIRM, "created_at__lte": timezone.now() - CONFIRMATION_TIME}
    return {
        "unconfirmed registrations": _purge(**unconfirmed),
        "old registrations": _purge(**old),
        "announcements": announcing.blank(),
    }


def _purge(**conditions: object) -> int:
    gone = 0
    while numbers := list(Registration.objects.filter(**conditions).values_list("pk", flat=True)[:PORTION]):
        with transaction.atomic():
            # Read again under a lock: somebody may be confirming it at this very moment.
            rows = Registration.objects.filter(pk__in=numbers, **conditions).select_for_update(
                skip_locked=True
            )
            found = list(rows.values_list("pk", flat=True))
            _delete(found)
            gone += len(found)
        if len(found) < len(numbers):
            break
    return gone


def _delete(numbers: Iterable[int]) -> None:
    """Delete registrations and the links to them."""
    found = list(numbers)
    links = SignedLink.objects.filter(content_type=ContentType.objects.get_for_model(Registration))
    links.filter(object_id__in=found).delete()
    Registration.objects.filter(pk__in=found).delete()


HOLDING = Holding(export=export, forget=forget, forget_person=forget_person, purge=purge)
