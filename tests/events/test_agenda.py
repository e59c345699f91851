"""The times that filters find, and how fast."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from events import agenda
from events.agenda import EventFilters, by_day
from events.models import Event, Occurrence
from moderation.models import Status
from tests import makers

pytestmark = pytest.mark.django_db


def found(query):
    return EventFilters.parse(QueryDict(query))


def test_the_address_says_it_all():
    makers.make_theme()
    makers.make_commune()
    query = "q=jardin&theme=alimentation&territoire=departement-29&pres=29019&en_ligne=1&quand=passees"
    assert found(query).query == query
    assert found(query).timeless.query == query.removesuffix("&quand=passees")
    assert found("").query == ""


def test_its_words():
    makers.make_theme()
    assert (
        found("theme=alimentation&en_ligne=1&q=jardin").label
        == "Alimentation et agriculture, en ligne, «\u00a0jardin\u00a0»"
    )


def test_near_is_around_the_commune():
    makers.make_event("Ici")
    makers.make_event("Loin", commune=makers.make_paris())
    makers.make_event("En ligne", online_url="https://exemple.fr/")
    assert [one.event.title for one in found("pres=29019").occurrences] == ["Ici"]


def test_near_is_as_the_crow_flies():
    # Brest is at 48.4, -4.48: a degree of latitude is 111 km, one of longitude 74 km.
    for title, north, east in [
        ("Au nord", 0.44, 0),
        ("À l’est", 0, 0.66),
        ("Au coin", 0.4, 0.6),
        ("Près", 0.3, -0.4),
    ]:
        commune = makers.make_commune()
        point = {"latitude": commune.latitude + north, "longitude": commune.longitude + east}
        makers.make_event(title, commune=commune, **point)
    assert {one.event.title for one in found("pres=29019").occurrences} == {"Au nord", "À l’est", "Près"}


def test_days_are_those_of_the_place():
    event = makers.make_event(time_zone="Pacific/Noumea")
    ((day, _),) = by_day(event.occurrences.all())
    assert day == event.day


@pytest.fixture
def many():
    """Make 3,000 meetings, one out of fifty at Paris."""
    brest, paris, now = makers.make_commune(), makers.make_paris(), timezone.now()
    rows = [
        Event(
            title=f"Rencontre {number}", slug=f"rencontre-{number}", summary="x", day=now.date(), end_day=now.date(),
            starts="18:00", ends="20:00", commune=brest if number % 50 else paris, status=Status.PUBLISHED,
            published_at=now, over_at=now + timedelta(days=number % 90),
            keys=["departement-29"] if number % 50 else ["departement-75"],
        )
        for number in range(3000)
    ]  # fmt: skip
    made = Event.objects.bulk_create(rows)
    Occurrence.objects.bulk_create(
        Occurrence(
            event=event, day=now.date(), starts_at=event.over_at - timedelta(hours=2), ends_at=event.over_at
        )
        for event in made
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE events_event")
        cursor.execute("ANALYZE events_occurrence")


@pytest.mark.parametrize("query", ["", "territoire=departement-75"])
def test_pages_go_by_an_index(many, query):
    plan = found(query).occurrences[:24].explain()
    assert "Seq Scan on events_occurrence" not in plan, plan


def test_near_goes_by_its_index(many):
    brest, paris = makers.make_commune(), makers.make_paris()
    for place in (brest, paris):
        Event.objects.filter(commune=place).update(
            near_latitude=place.latitude, near_longitude=place.longitude
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE events_event")
    plan = found(f"pres={paris.pk}").narrowed.published().order_by().explain()
    assert "event_near" in plan, plan


def test_those_that_name_a_sheet_are_found_from_it():
    """Not by asking each meeting whether what it names is that sheet, or joined it: no join of both tables."""
    theme = makers.make_theme()
    sheet, joined = (
        makers.make_initiative("Jardin", theme=theme),
        makers.make_initiative("Potager", theme=theme),
    )
    type(joined).objects.filter(pk=joined.pk).update(status=Status.MERGED, merged_into=sheet)
    events = [makers.make_event(f"Rencontre {number}") for number in range(3)]
    events[0].initiatives.add(sheet)
    events[1].initiatives.add(joined)
    times = found(f"initiative={sheet.slug}").occurrences
    assert {one.event_id for one in times} == {events[0].pk, events[1].pk}
    assert 'JOIN "initiatives_initiative"' not in str(times.query)


def test_words_of_many_meetings_are_those_that_are_kept(many, monkeypatch):
    """No text is taken apart again, neither for those that come next, one after the other, nor to count them."""
    numbers = Event.objects.order_by("pk").values_list("pk", flat=True)[:40]
    Event.objects.filter(pk__in=list(numbers)).update(summary="Compost.")
    for most in (5, 500):
        monkeypatch.setattr(agenda, "FEW", most)
        filters = found("q=compost")
        assert len(filters.occurrences) == 40 == filters.counted(1000)
        assert "to_tsvector" not in str(filters.occurrences.query)


@pytest.mark.parametrize(
    "query", ["q=rencontre", "territoire=departement-29", "territoire=departement-29&quand=passees"]
)
def test_of_many_the_first_are_found_in_the_order_of_times(many, monkeypatch, query):
    monkeypatch.setattr(agenda, "FEW", 5)
    times = found(query).occurrences
    plan = times[:24].explain()
    assert "occurrence_next" in plan and "SubPlan" in plan, plan
    monkeypatch.setattr(agenda, "FEW", 10_000)
    assert [one.pk for one in times[:24]] == [one.pk for one in found(query).occurrences[:24]]


def test_common_words_are_counted_as_far_as_pages_lead(client, monkeypatch):
    monkeypatch.setattr(agenda, "WORDS_CEILING", 3)
    makers.make_event("Café", rhythm="semaine", times=6)
    assert found("q=café").number == 4 and found("").number == 6
    assert "Plus de 3 dates" in client.get("/rencontres/?q=café").content.decode()
