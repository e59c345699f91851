"""`manage.py read_feeds`."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.articles.partners.test_reading import item, rss
from tests.internet import internet
from tests.partners import make_feed

pytestmark = pytest.mark.django_db


def run(*options):
    out = StringIO()
    call_command("read_feeds", *options, stdout=out)
    return out.getvalue()


def test_it_reads_those_that_are_due_or_all(monkeypatch):
    make_feed("Dû")
    make_feed("Plus tard", next_visit_at=timezone.now() + timedelta(hours=1))
    make_feed("Arrêté", is_active=False)
    with internet(monkeypatch) as net:
        net.page("partenaire.fr/flux-1", rss(item(1, date="")).encode())
        assert run() == "Dû: 1 new.\n"
        said = run("--all")
    assert "Dû: 0 new." in said
    assert "Plus tard: 0 new. Il n’y a rien à cette adresse (404)" in said
    assert "Arrêté" not in said


def test_a_feed_that_makes_the_reader_stumble_does_not_stop_the_next(monkeypatch):
    make_feed("Mauvais")
    make_feed("Bon")
    with internet(monkeypatch) as net:
        body = rss(item(1, date="")).encode()
        net.page("partenaire.fr/flux-1", body, Content_Type="text/xml; charset=undefined")
        net.page("partenaire.fr/flux-2", body, Content_Type="text/xml")
        said = run("--all")
    assert "Mauvais: 0 new. Ce flux est si mal écrit" in said
    assert "Bon: 1 new." in said
