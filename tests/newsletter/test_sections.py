"""What is news of a period: initiatives, calls, meetings, analyses."""

from datetime import timedelta

import pytest
from django.db import connection

from contributors.typography import day_in_words
from events.models import Event
from moderation.models import Sheet
from newsletter.periods import Period
from newsletter.sections import NAMES, SECTIONS
from newsletter.sections.analyses import ANALYSES
from newsletter.sections.calls import CALLS
from newsletter.sections.initiatives import INITIATIVES
from newsletter.sections.meetings import MEETINGS
from newsletter.selection import Selection
from tests import makers
from tests.letters import MONDAY, NEWS_DAY, news, on

pytestmark = pytest.mark.django_db
WEEK = Period.around("weekly", NEWS_DAY)


def test_names_are_kept_for_ever():
    assert NAMES == ("initiatives", "appels", "rencontres", "analyses")
    assert len(set(NAMES)) == len(NAMES) and all(len(name) <= 20 for name in NAMES)
    assert [section.rank for section in SECTIONS] == sorted(section.rank for section in SECTIONS)
    assert all(issubclass(section.kind, Sheet) for section in SECTIONS)


def test_a_list_url_has_the_filters_that_it_can_have():
    makers.make_department()
    theme = makers.make_theme()
    chosen = Selection(("departement-29",), (theme.pk,))
    assert INITIATIVES.list_url(chosen).endswith("/initiatives/?theme=alimentation&territoire=departement-29")
    assert CALLS.list_url(Selection(("departement-29", "region-53"))).endswith("/appels/")


def test_an_initiative_is_told_with_its_place_and_summary():
    sheet = news()
    (item,) = INITIATIVES.items([sheet.pk])
    assert (item.title, item.place, item.facts) == ("Jardin partagé du Bouguen", "Brest (29)", "Brest (29)")
    assert item.url == f"http://127.0.0.1:8000{sheet.get_absolute_url()}" and item.summary


def test_a_call_is_news_while_it_is_open():
    garden = news()
    with on(NEWS_DAY):
        call = makers.make_call("Une brouette", initiative=garden, days=3)
        late = makers.make_call("Un four", initiative=garden, days=30)
        (item,) = CALLS.items([call.pk])
        assert item.facts == "Jardin partagé du Bouguen, Brest (29), jusqu’au 13\u00a0juin 2026"
        assert CALLS.find(Selection(), WEEK, 10) == [call.pk, late.pk]
    with on(MONDAY):
        assert CALLS.find(Selection(), WEEK, 10) == [late.pk]
        assert CALLS.find(Selection(("departement-29",)), WEEK, 10) == [late.pk]
        makers.make_paris()
        assert CALLS.find(Selection(("departement-75",)), WEEK, 10) == []
        assert CALLS.find(Selection(("departement-99",)), WEEK, 10) == []


def test_a_call_that_ended_says_so_in_the_archive():
    garden = news()
    with on(NEWS_DAY):
        call = makers.make_call("Une brouette", initiative=garden, days=3)
    with on(NEWS_DAY + timedelta(days=10)):
        (item,) = CALLS.items([call.pk])
        assert item.when == "terminé"


def test_what_is_not_public_is_not_found():
    news("En attente", status="pending")
    news("Archivée", status="archived")
    assert INITIATIVES.find(Selection(), WEEK, 10) == []


def test_news_of_a_period_are_found_by_an_index():
    """However many sheets there are: the planner is only kept from reading a table that is small here."""
    news()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(
            "EXPLAIN SELECT initiative_id FROM initiatives_listing WHERE published_at >= %s AND published_at < %s "
            "ORDER BY published_at DESC, initiative_id DESC LIMIT 21",
            [WEEK.begins_at, WEEK.ends_at],
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "listing_published" in plan and "Sort" not in plan


def test_meetings_of_the_week_that_follows_come_first_then_those_announced():
    with on(NEWS_DAY):
        soon = makers.make_event("Visite", day=WEEK.end + timedelta(days=3))
        far = makers.make_event("Fête", day=WEEK.end + timedelta(days=40))
        online = makers.make_event(
            "Atelier", day=WEEK.end + timedelta(days=50), online_url="https://exemple.fr/a"
        )
        cancelled = makers.make_event("Annulée", day=WEEK.end + timedelta(days=2))
        Event.objects.filter(pk=cancelled.pk).update(is_cancelled=True)
        makers.make_event("En attente", day=WEEK.end + timedelta(days=2), status="pending")
    with on(NEWS_DAY - timedelta(days=30)):
        old = makers.make_event("Annoncée avant", day=WEEK.end + timedelta(days=60))
    with on(MONDAY):
        found = MEETINGS.find(Selection(), WEEK, 10)
        assert found[0] == soon.pk and set(found) == {soon.pk, far.pk, online.pk} and old.pk not in found
        assert MEETINGS.find(Selection(("departement-29",)), WEEK, 10) == [soon.pk, far.pk]
        assert MEETINGS.find(Selection(("departement-99",)), WEEK, 10) == []
        assert MEETINGS.find(Selection(), WEEK, 1) == [soon.pk]
        (item,) = MEETINGS.items([soon.pk])
        assert item.facts == f"Brest (29), le {day_in_words(soon.day)}" and item.url.endswith(
            "/rencontres/visite/"
        )


def test_a_meeting_that_is_over_or_cancelled_since_says_so_in_the_archive():
    with on(NEWS_DAY):
        event = makers.make_event("Visite", day=WEEK.end + timedelta(days=3))
    with on(WEEK.end + timedelta(days=30)):
        assert MEETINGS.items([event.pk])[0].when == "passée"
    Event.objects.filter(pk=event.pk).update(is_cancelled=True)
    assert MEETINGS.items([event.pk])[0].when == "annulée"


def test_analyses_published_in_the_period_the_newest_first():
    with on(NEWS_DAY):
        makers.make_department()
        first = makers.make_article("Première", territory="departement-29", themes=[makers.make_theme()])
        second = makers.make_article("Seconde")
        makers.make_article("En attente", status="pending")
    with on(MONDAY):
        assert set(ANALYSES.find(Selection(), WEEK, 10)) == {first.pk, second.pk}
        assert ANALYSES.find(Selection(("departement-29",)), WEEK, 10) == [first.pk]
        assert ANALYSES.find(Selection(("departement-99",)), WEEK, 10) == []
        makers.make_article("Hors de la semaine")
        assert len(ANALYSES.find(Selection(), WEEK, 10)) == 2
        (item,) = ANALYSES.items([first.pk])
        assert item.facts == "Retour d’expérience" and item.url.endswith("/analyses/premiere/")
