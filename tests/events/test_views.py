"""The pages of meetings."""

from datetime import date, timedelta

import feedparser
import pytest
from django.utils import timezone

from events.models import Event
from events.templatetags.meetings import webcal
from moderation import erasure
from moderation.authors import Author
from moderation.merging import merge
from tests import makers

pytestmark = pytest.mark.django_db


def test_a_published_meeting_has_a_page(client):
    event = makers.make_event(initiatives=[makers.make_initiative()])
    page = client.get(event.get_absolute_url()).content.decode()
    assert "Portes ouvertes du jardin" in page
    assert "Jardin partagé du Bouguen" in page
    assert "de 18\u00a0h à 20\u00a0h" in page


def test_one_that_waits_has_none(client):
    event = makers.make_event(status="pending")
    assert client.get(event.get_absolute_url()).status_code == 404
    assert client.get(f"{event.get_absolute_url()}rencontre.ics").status_code == 404


def test_one_that_is_over_says_so_and_leaves_the_lists(client, time_machine):
    time_machine.move_to("2027-03-01T09:00:00+01:00")
    event = makers.make_event(day=date(2027, 3, 5))
    assert event.title in client.get("/rencontres/").content.decode()
    time_machine.move_to("2027-03-05T23:00:00+01:00")
    assert event.title in client.get("/rencontres/").content.decode()  # it was today
    time_machine.move_to("2027-03-06T00:30:00+01:00")
    assert event.title not in client.get("/rencontres/").content.decode()
    assert event.title in client.get("/rencontres/?quand=passees").content.decode()
    assert "Cette rencontre est passée" in client.get(event.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/rencontres/",
        "/rencontres/?q=jardin",
        "/rencontres/?theme=alimentation&territoire=departement-29&pres=29019",
        "/rencontres/?initiative=jardin-partage-du-bouguen",
        "/rencontres/?acteur=les-jardins-du-bouguen",
        "/rencontres/?ou=Brest",
    ],
)
def test_filters_that_hold_a_meeting(client, address):
    garden = makers.make_theme()
    makers.make_event(
        themes=[garden],
        initiatives=[makers.make_initiative()],
        organisers=[makers.make_actor(name="Les Jardins du Bouguen")],
    )
    assert "Portes ouvertes du jardin" in client.get(address, follow=True).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "theme=numerique",
        "territoire=departement-75",
        "pres=75056",
        "en_ligne=1",
        "q=piscine",
        "jour=2031-01-01",
        "mois=2031-01",
    ],
)
def test_filters_that_leave_it_out(client, query, time_machine):
    time_machine.move_to("2027-03-01T09:00:00+01:00")
    makers.make_theme("numerique", "Numérique et communs")
    makers.make_paris()
    makers.make_event(themes=[makers.make_theme()])
    page = client.get(f"/rencontres/?{query}").content.decode()
    assert "Portes ouvertes du jardin" not in page
    assert "Aucune rencontre ne correspond" in page


@pytest.mark.parametrize(
    "query",
    [
        "mois=9999-13",
        "mois=2027-3",
        "jour=2027-02-30",
        "pres=zz",
        "theme=%00",
        "initiative=rien",
        "page=999",
        "quand=hier",
        "jour=%F0%9F%8C%B1",
    ],
)
def test_values_that_make_no_sense_are_ignored(client, query):
    makers.make_event()
    assert "Portes ouvertes du jardin" in client.get(f"/rencontres/?{query}").content.decode()


def test_the_list_asks_as_much_for_many_as_for_one(client, django_assert_max_num_queries):
    theme = makers.make_theme()
    for number in range(12):
        makers.make_event(f"Rencontre {number}", themes=[theme], rhythm="semaine", times=5)
    with django_assert_max_num_queries(8):
        page = client.get("/rencontres/").content.decode()
    assert page.count("<article") == 24


def test_a_month_is_a_table_with_the_first_meetings_of_each_day(client, time_machine):
    time_machine.move_to("2027-03-01T09:00:00+01:00")
    for number in range(6):
        makers.make_event(f"Rencontre {number}", day=date(2027, 3, 9))
    page = client.get("/rencontres/mois/2027-03/").content.decode()
    assert "et 2 autres" in page
    assert "jour=2027-03-09" in page
    assert "Avril 2027" in page and "Février 2027" in page
    following = client.get("/rencontres/?jour=2027-03-09").content.decode()
    assert following.count("<article") == 6


@pytest.mark.parametrize("month", ["2027-13", "9999-12", "1900-01", "mars"])
def test_months_that_have_no_page(client, month):
    assert client.get(f"/rencontres/mois/{month}/").status_code == 404


def test_the_last_month_leads_no_further(client, time_machine):
    time_machine.move_to("2027-03-01T09:00:00+01:00")
    assert "Avril 2032" not in client.get("/rencontres/mois/2032-03/").content.decode()
    assert client.get("/rencontres/mois/2032-04/").status_code == 404


def test_pages_of_what_it_names_announce_it(client):
    garden, brest = makers.make_theme(), makers.make_commune()
    actor = makers.make_actor()
    initiative = makers.make_initiative(theme=garden, actors=[actor], commune=brest)
    makers.make_event(
        themes=[garden], initiatives=[initiative], organisers=[actor], rhythm="semaine", times=9
    )
    for sheet in (initiative, actor, garden, brest, brest.department):
        page = client.get(sheet.get_absolute_url()).content.decode()
        assert page.count("Portes ouvertes du jardin</a>") == 1, sheet  # nine times are one meeting


def test_one_cancelled_is_no_longer_announced_there(client):
    initiative = makers.make_initiative()
    makers.make_event(initiatives=[initiative], is_cancelled=True)
    assert "Prochaines rencontres" not in client.get(initiative.get_absolute_url()).content.decode()
    page = client.get(Event.objects.get().get_absolute_url()).content.decode()
    assert "n’aura pas lieu" in page


def test_what_is_not_published_is_not_named(client):
    hidden = makers.make_initiative("Projet caché", status="pending")
    event = makers.make_event(initiatives=[hidden])
    assert "Projet caché" not in client.get(event.get_absolute_url()).content.decode()


def test_the_feed_tells_what_was_announced_last_and_nothing_past(client, time_machine):
    time_machine.move_to("2027-03-01T09:00:00+01:00")
    makers.make_event("Passée", day=date(2027, 2, 1))
    makers.make_event(
        "Première\x0b", day=date(2027, 3, 9), contributor=makers.make_contributor("secret@courriel.fr")
    )
    time_machine.move_to("2027-03-02T09:00:00+01:00")
    makers.make_event("Seconde", themes=[makers.make_theme()], day=date(2027, 3, 5))
    text = client.get("/flux/rencontres.atom").content.decode()
    feed = feedparser.parse(text)
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["Seconde", "Première"]
    assert "vendredi 5\u00a0mars 2027, de 18\u00a0h à 20\u00a0h" in feed.entries[0].summary
    assert "secret@" not in text
    only = feedparser.parse(client.get("/flux/rencontres.atom?theme=alimentation").content)
    assert [entry.title for entry in only.entries] == ["Seconde"]
    assert only.feed.title.endswith("Alimentation et agriculture")


def test_a_month_is_named_without_a_clash_of_vowels(client, time_machine):
    time_machine.move_to("2027-03-01T09:00:00+01:00")
    page = client.get("/rencontres/mois/2027-04/").content.decode()
    assert "<h1>Rencontres en avril 2027</h1>" in page and "de avril" not in page


def test_when_and_where_come_before_the_text(client):
    """On a phone the page has one column: whoever comes must not read to the end to learn the day."""
    event = makers.make_event(description="Venez comme vous êtes.")
    page = client.get(event.get_absolute_url()).content.decode().partition("<h1>")[2]
    assert page.index("En bref") < page.index("Ajouter à mon agenda") < page.index("Venez comme vous êtes.")


def test_a_cancelled_meeting_is_not_offered_to_calendars_nor_prepared(client):
    event = makers.make_event(is_cancelled=True)
    page = client.get(event.get_absolute_url()).content.decode()
    assert "Ajouter à mon agenda" not in page and "Préparer le kit" not in page


def test_hours_elsewhere_say_whose_clock_they_are(client):
    day = timezone.localdate() + timedelta(days=2)
    makers.make_event(
        "Causerie en ligne", online_url="https://exemple.fr/", time_zone="America/Martinique", day=day
    )
    for path in ("/", f"/rencontres/mois/{day:%Y-%m}/", "/rencontres/"):
        assert "heure de Martinique" in client.get(path).content.decode(), path


def test_one_takes_a_meeting_away_as_a_file_or_follows_it(client):
    event = makers.make_event()
    page = client.get(event.get_absolute_url()).content.decode()
    ics = f"{event.get_absolute_url()}rencontre.ics"
    assert f'href="{ics}"' in page
    assert f'href="{webcal(ics)}"' in page


def test_whoever_follows_a_meeting_goes_on_when_it_is_renamed_or_joins_another(client):
    event, kept, gone = makers.make_event(), makers.make_event("Le jardin ouvre"), makers.make_event("Erreur")
    former = f"{event.get_absolute_url()}rencontre.ics"
    event.rename("nouvelle-adresse")
    event.save()
    moved = client.get(former)
    assert (moved.status_code, moved["Location"]) == (301, "/rencontres/nouvelle-adresse/rencontre.ics")
    merge(winner=kept, loser=event, by=Author.system(), choices={})
    for address in (former, moved["Location"]):
        assert client.get(address)["Location"] == f"{kept.get_absolute_url()}rencontre.ics"
    erasure.erase(sheet=gone)
    assert client.get(f"{gone.get_absolute_url()}rencontre.ics").status_code == 410
