"""What people typed, shown again: it stays text everywhere; the numbers are those of docs/hostile-input.md."""

import json
import re
import time

import pytest

from initiatives.models import Initiative
from outbox.models import Message
from tests import makers
from tests.proposals import fill, proposal, send

pytestmark = pytest.mark.django_db

ACTIVE = re.compile(r"<script>|onerror=|javascript:|<math|<img src=x|<iframe|</script><", re.IGNORECASE)
SCRIPTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    '"><svg onload=alert(1)>',
]


def body(response):
    """Return a page without the attributes where text is quoted, which escaping makes inert."""
    return response.content.decode()


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "[lien](javascript:alert(1))",
        "[lien](&#106;avascript:alert(1))",
        "[lien](java&#58;script:alert(1))",
        "[lien](JAVASCRIPT&colon;alert(1))",
        "[lien](data:text/html,<script>alert(1)</script>)",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "![photo](https://traceur.example/pixel.gif)",
        "<iframe src=https://evil.example></iframe>",
        "<a href='x' onclick='alert(1)'>lien</a>",
        "```\n</code><script>alert(1)</script>\n```",
        "[x]: javascript:alert(1)\n\n[lien][x]",
        "<javascript:alert(1)>",
    ],
)
def test_27_markdown_is_inert_and_loads_nothing(client, markdown):
    page = body(client.get(makers.make_initiative(description=markdown).get_absolute_url()))
    prose = re.search(r'<div class="prose">(.*?)</div>', page, re.DOTALL)[1]
    assert not re.search(
        r"<(?:script|img|iframe|math|style)|<[^>]+\son\w+=|href=\"(?:javascript|data):", prose, re.IGNORECASE
    )
    assert "traceur.example" not in prose


def test_27_the_look_before_sending_is_as_inert(client):
    page = send_and_look(client, description="<script>alert(1)</script>\n\n[lien](javascript:alert(1))")
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page


def send_and_look(client, **changes):
    response = fill(client, proposal(**changes))
    assert response.status_code == 303
    return body(client.get(response.headers["Location"]))


@pytest.mark.parametrize(
    "piece", ["[", "*", "_", "> ", "`", "![", "<", "[](", "- ", "\\", "&", "**a", "[a](<b>"]
)
def test_28_a_text_made_to_be_slow_takes_no_time(client, piece):
    initiative = makers.make_initiative(description=(piece * 10_000)[:10_000])
    start = time.process_time()
    assert client.get(initiative.get_absolute_url()).status_code == 200
    assert (
        time.process_time() - start < 5
    )  # seconds of processor: it takes less than one, also on a slow machine


def test_28_beyond_ten_thousand_characters_a_text_is_refused(client):
    makers.make_tag("compost", makers.make_theme())
    response = fill(client, proposal(description="[" * 20_000))
    assert response.status_code == 200
    assert "trop long de 10\u202f000 caractères" in body(response)
    assert not Initiative.objects.exists()


@pytest.mark.parametrize("title", SCRIPTS)
def test_29_30_a_title_is_text_everywhere(client, title):
    makers.make_tag(title[:50], makers.make_theme())
    actor = makers.make_actor(title, summary=title)
    initiative = makers.make_initiative(
        title, summary=title, actors=[actor], tags=[title[:50]], carried_by=title
    )
    place = initiative.locations.get().commune
    for address in ["/", "/carte/", "/initiatives/", "/acteurs/", "/etiquettes/", "/sitemap.xml"]:
        assert_inert(client.get(address))
    for sheet in [initiative, actor, initiative.tags.first(), place, initiative.main_theme]:
        assert_inert(client.get(sheet.get_absolute_url()))
    tile = client.get("/carte/tuiles/14/7987/5642.json")
    assert tile.headers["Content-Type"].startswith("application/json")
    assert tile.headers["X-Content-Type-Options"] == "nosniff"


def assert_inert(response):
    page = body(response)
    assert response.status_code == 200
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<svg onload" not in page
    for island in re.findall(
        r'<script type="application/(?:ld\+)?json"[^>]*>(.*?)</script>', page, re.DOTALL
    ):
        assert "<" not in island
        json.loads(island)


@pytest.mark.parametrize("title", SCRIPTS)
def test_30_a_title_is_text_in_mails_and_in_the_admin(client, title):
    makers.make_tag("compost", makers.make_theme())
    send(client, proposal(title=title, contributor_name=title, actor_name=title))
    message = Message.objects.get()
    assert title in message.subject + message.body  # a mail in plain text: shown as typed
    client.force_login(makers.make_administrator())
    initiative = Initiative.objects.get()
    for address in [
        "/admin/",
        "/admin/initiatives/initiative/",
        f"/admin/initiatives/initiative/{initiative.pk}/change/",
    ]:
        assert_inert_admin(client.get(address, follow=True))


def assert_inert_admin(response):
    assert response.status_code == 200
    assert "<script>alert" not in body(response)
    assert "<img src=x" not in body(response)
    assert "<svg onload" not in body(response)


def test_xml_has_no_character_that_xml_forbids(client):
    makers.make_initiative("Jardin\x0b\x01 du \x1fBouguen")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", body(client.get("/sitemap-initiatives.xml")))
