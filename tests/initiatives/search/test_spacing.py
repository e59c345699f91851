import pytest

from initiatives.counts import rebuild_counts
from initiatives.search.spacing import MOST_PIECES, TRIED, respaced
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sheets():
    makers.make_initiative("Usi-LAB", summary="Un lieu.", description="")
    makers.make_initiative("Polidesk", summary="Un lieu.", description="")
    makers.make_initiative("FougèresLab", summary="Un lieu.", description="")
    makers.make_initiative("Maison des services", summary="Un lieu.", description="")
    makers.make_initiative("Services Maison", summary="Un lieu.", description="")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("poli desk brest", "polidesk brest"),
        ("Poli-Desk", "polidesk"),
        ("UsiLab", "Usi Lab"),
        ("servicemaison", "service maison"),  # the plural is known
        ("fougère lab", "fougèreslab"),
        ("usilab polidesk", "usi lab polidesk"),
        ("maison44", "maison 44"),
        ("usilab servicesmaison", "usi lab services maison"),  # both at once come first
    ],
)
def test_words_are_joined_or_parted_as_in_the_directory(typed, meant):
    assert next(respaced(typed)) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "usi lab",
        "labusi",  # both are known, but no sheet has them so
        "desmaison",
        "usilàb2",
        '"poli desk"',
        "poli -desk",
        "xyzxyz",
        "20 26",
        "polidœsk",  # folded, it has one letter more
        "",
        "\\ ' :* &",
        "a" * 200,
    ],
)
def test_what_is_known_or_like_nothing_stays(typed):
    assert list(respaced(typed)) == []


def test_frequent_words_are_not_looked_for_side_by_side():
    assert "lab usi" not in respaced("labusi")
    rebuild_counts(frequent=1)
    assert "lab usi" in respaced("labusi")


def test_words_that_hardly_a_title_has_are_tried_first():
    makers.make_initiative("Toutenbois")
    for _ in range(2):
        for title in ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot"):
            makers.make_initiative(title)
    common = "alpha bravo charlie delta echo foxtrot"
    assert list(respaced(f"{common} touten boas")) == [f"{common} toutenbois"]


def test_a_long_query_is_looked_at_in_part(django_assert_max_num_queries):
    with django_assert_max_num_queries(1 + MOST_PIECES * TRIED + TRIED):
        found = list(respaced("usilab " * 200))
    assert found[0].split()[:2] == ["usi", "lab"]
