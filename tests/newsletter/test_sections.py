"""What is news: initiatives and calls of a period."""

from datetime import timedelta

import pytest
from django.db import connection

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


def test_a_meeting_is_news_when_it_is_announced_until_it_is_over():
    with on(NEWS_DAY):
        later = makers.make_event("Fête", days=30)
        soon = makers.make_event("Atelier", days=7)
        over = makers.make_event("Visite", days=2)
        makers.make_event("Annulée", days=9, is_cancelled=True)
        makers.make_event("En attente", status="pending")
        (item,) = MEETINGS.items([soon.pk])
        assert item.facts == "Brest (29), mercredi 17\u00a0juin 2026, de 18\u00a0h à 20\u00a0h"
    with on(MONDAY):
        assert MEETINGS.find(Selection(), WEEK, 10) == [soon.pk, later.pk]
        assert MEETINGS.find(Selection(("departement-29",)), WEEK, 10) == [soon.pk, later.pk]
        assert MEETINGS.find(Selection(("departement-99",)), WEEK, 10) == []
        assert [item.when for item in MEETINGS.items([over.pk])] == ["passée"]


def test_a_meeting_of_which_every_date_left_is_cancelled_is_no_news():
    with on(NEWS_DAY):
        event = makers.make_event(days=7)
        event.occurrences.update(is_cancelled=True)
        assert MEETINGS.find(Selection(), WEEK, 10) == []
        event.is_cancelled = True
        event.save()
        assert [item.when for item in MEETINGS.items([event.pk])] == ["annulée"]


def test_an_analysis_is_news_when_it_appears():
    theme = makers.make_theme()
    with on(NEWS_DAY):
        first = makers.make_article("Un", themes=[theme], signed_by="Camille Le Goff")
        last = makers.make_article("Deux")
        makers.make_article("Trois", status="pending")
    with on(MONDAY):
        makers.make_article("Quatre")
        assert ANALYSES.find(Selection(), WEEK, 10) == [last.pk, first.pk]
        assert ANALYSES.find(Selection(themes=(theme.pk,)), WEEK, 10) == [first.pk]
        assert ANALYSES.find(Selection(themes=(10**9,)), WEEK, 10) == []
        (item,) = ANALYSES.items([first.pk])
    assert item.facts == "Retour d’expérience, par Camille Le Goff"
    assert item.url.endswith(first.get_absolute_url())


@pytest.mark.parametrize(
    ("section", "make"), [(MEETINGS, makers.make_event), (ANALYSES, makers.make_article)]
)
def test_finding_and_telling_ask_as_much_for_one_as_for_five(section, make, django_assert_max_num_queries):
    with on(NEWS_DAY):
        sheets = [make(f"Numéro {number}") for number in range(5)]
        with django_assert_max_num_queries(3):
            assert len(section.find(Selection(), WEEK, 10)) == 5
            assert len(section.items([sheet.pk for sheet in sheets])) == 5
