"""The addresses that are asked: enough, different, the same each time."""

import re

import pytest
from django.db import connection
from django.urls import resolve
from django.utils import timezone

from bench import spreading
from bench.cases import WARMING, Cases
from bench.corpus import Corpus
from initiatives.models import Initiative
from tests import makers

SIZE = 30


@pytest.fixture
def corpus(db):
    makers.make_commune()
    makers.make_paris()
    themes = [makers.make_theme(), makers.make_theme("numerique", "Numérique et communs")]
    words = ["compost", "jardin", "atelier", "cuisine", "velo", "lecture"]
    for number in range(12):
        makers.make_initiative(
            f"Le lieu {words[number % 6]} {words[number // 2]}",
            theme=themes[number % 2],
            tags=["compost"] if number % 3 else ["bois"],
        )
    for initiative in Initiative.objects.order_by("pk"):
        Initiative.objects.filter(pk=initiative.pk).update(slug=f"essai-1-{initiative.pk}")
    connection.ensure_connection()
    sizes = {"meetings": 12, "analyses": 12, "entries": 5, "subscriptions": 5}
    spreading.make(connection.connection, sizes, timezone.localdate(), step=1)
    return Corpus(connection.connection)


@pytest.fixture
def cases(corpus):
    return {case.name: case for case in Cases(corpus, corpus, SIZE).all()}


def test_every_case_has_its_addresses(cases):
    """No actor was generated here: that case has none, and is skipped."""
    assert cases.pop("actor").addresses == []
    assert {name: len(case.addresses) for name, case in cases.items() if len(case.addresses) != SIZE} == {}
    assert {len(case.warming) for case in cases.values()} == {WARMING}


def test_every_address_is_one_of_the_site(cases):
    for case in cases.values():
        if not case.optional:
            for address in case.addresses:
                resolve(address.partition("?")[0])


def test_tiles_are_at_all_zooms(cases):
    zooms = {int(re.search(r"tuiles/(\d+)/", address)[1]) for address in cases["tile, no filter"].addresses}
    assert {0, 19} <= zooms and len(zooms) >= 18


def test_the_last_page_is_that_of_the_same_list(cases):
    first, last = cases["first page, filters"], cases["last page, filters"]
    pairs = zip(first.addresses, last.addresses, strict=True)
    assert all(far.removesuffix("page=417").rstrip("?&") == near for near, far in pairs)
    assert last.target.versus == first.name


def test_the_same_data_give_the_same_addresses(corpus):
    raw = connection.connection
    first, second = (Cases(Corpus(raw), Corpus(raw), SIZE).all() for _ in range(2))
    assert [case.addresses for case in first] == [case.addresses for case in second]


def test_a_class_without_words_takes_the_nearest(corpus):
    assert len(corpus.words((10**8, 10**9), 5)) == 1


def test_words_have_the_number_of_matches_of_their_class(corpus):
    scale = 1_500_000 / corpus.sheets
    words = corpus.words((int(2 * scale), int(6 * scale)), 5)
    assert words
    assert all(2 <= corpus.matches[word] < 6 for word in words)
    assert corpus.matches[corpus.commonest()] == corpus.sheets


def test_calls_are_asked_for_by_every_filter(cases):
    asked = {"&".join(re.findall(r"(\w+)=", address)) for address in cases["calls"].addresses}
    assert {"appel&tri", "theme", "territoire", "theme&territoire"} <= asked
