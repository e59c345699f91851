"""Communes that join others: the place of a meeting has another name, and whoever comes goes where they knew."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from events.models import Event, Registration
from events.registering.places import where_digest


@contextmanager
def same_places_told() -> Iterator[None]:
    """While meetings are given the communes of today, keep it that people who registered know the place."""
    with transaction.atomic():
        moved = Event.objects.filter(commune__successor__isnull=False).select_related("commune")
        before = {event.pk: where_digest(event) for event in moved.order_by("pk")}
        yield
        for event in Event.objects.filter(pk__in=before).select_related("commune").order_by("pk"):
            told = Registration.objects.filter(event=event, told_where=before[event.pk])
            told.update(told_where=where_digest(event))
