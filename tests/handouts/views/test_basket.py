"""The page where initiatives are put together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moderation.models import Status
from tests import makers

pytestmark = pytest.mark.django_db


def test_rows_move_and_go_by_plain_links(client):
    first, second = makers.make_initiative("Un"), makers.make_initiative("Deux")
    html = client.get(f"/kit/?n={first.pk}.{second.pk}&titre=Forum").content.decode()
    assert (
        html.count(f'href="?n={second.pk}.{first.pk}&amp;titre=Forum#choisies"') == 2
    )  # one down, the other up
    assert f'href="?n={second.pk}&amp;titre=Forum#choisies"' in html
    assert html.index(">Un</a>") < html.index(">Deux</a>")


def test_a_sheet_is_added_from_its_page_and_a_list_becomes_its_sheets(client):
    sheet = makers.make_initiative("Un")
    assert f'href="/kit/?f={sheet.slug}"' in client.get(sheet.get_absolute_url()).content.decode()
    assert f'name="n" value="{sheet.pk}"' in client.get(f"/kit/?f={sheet.slug}").content.decode()
    theme = sheet.main_theme
    assert f'href="/kit/?theme={theme.slug}"' in client.get(theme.get_absolute_url()).content.decode()
    answer = client.get(f"/kit/?theme={theme.slug}&titre=Forum")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/kit/?n={sheet.pk}&titre=Forum")


def test_search_adds_to_the_address(client):
    first, second = makers.make_initiative("Jardin"), makers.make_initiative("Verger partagé")
    html = client.get(f"/kit/?n={first.pk}&lieu=Brest&chercher=verger").content.decode()
    assert f'href="?n={first.pk}.{second.pk}&amp;lieu=Brest#choisies"' in html
    assert "Rien de plus pour" in client.get("/kit/?chercher=xyzzy").content.decode()


def test_what_is_not_published_is_said(client):
    hidden = makers.make_initiative("Secret", status=Status.PENDING)
    html = client.get(f"/kit/?n={hidden.pk}").content.decode()
    assert "Une initiative demandée n’est pas ou plus publiée" in html
    assert "Secret" not in html


@pytest.mark.parametrize("number", [2, 60])
def test_few_queries(client, number):
    sheets = [makers.make_initiative(f"Initiative {rank}") for rank in range(number)]
    path = f"/kit/?n={'.'.join(str(sheet.pk) for sheet in sheets)}"
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    assert len(queries) <= 6


@pytest.mark.parametrize(
    "query",
    [
        "n=%00",
        "f=%00&f=%ff",
        "chercher=%00",
        "chercher=" + "x" * 9000,
        "theme=rien&q=%00",
        "rencontre=%00",
        "titre=%ff",
    ],
)
def test_odd_addresses(client, query):
    assert client.get(f"/kit/?{query}").status_code in (200, 302)


def test_a_meeting_leads_to_its_kit(client):
    sheet = makers.make_initiative("Jardin")
    event = makers.make_event(initiatives=[sheet])
    link = f"/kit/?rencontre={event.slug}"
    assert f'href="{link}"' in client.get(event.get_absolute_url()).content.decode()
    answer = client.get(link)
    assert answer.headers["Location"].startswith(f"/kit/?n={sheet.pk}&titre=")
