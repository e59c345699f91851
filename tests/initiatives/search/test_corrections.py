import pytest

from initiatives.counts import rebuild_counts
from initiatives.search.corrections import corrected, other_spellings, spelt
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sheets():
    makers.make_initiative("Fablab de Brest")
    makers.make_initiative("Épicerie coopérative", description="Un hapax.")
    makers.make_initiative("Jardin des tilleuls")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fabalb", "fablab"),
        ("Fabalb brest", "fablab brest"),
        ("fablab brets", "fablab Brest"),
        ("L’épicrie cooperativ", "L’épicerie coopérative"),
        ("jradin, fabalb !", "jardin, fablab !"),
        ("jradin -brest", "jardin -brest"),
        ('jradin "des tilleuls"', 'jardin "des tilleuls"'),
    ],
)
def test_each_unknown_word_becomes_the_nearest_known_one(typed, meant):
    assert corrected(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "fablab",
        "fablabs",  # its stem is known
        "hapax",  # of a description
        "jra",  # too short
        "xyzxyz",
        "20199",
        '"jradin"',
        "-jradin",
        "le de la",
        "",
        "\\ ' :* &",
        "a" * 200,
    ],
)
def test_what_is_known_or_like_nothing_stays(typed):
    assert corrected(typed) is None


@pytest.mark.parametrize("frequent", [None, 1], ids=["looked at", "as bits"])
def test_a_word_is_written_as_a_title_writes_it(frequent):
    makers.make_initiative("Ma Mère")
    if frequent:
        rebuild_counts(frequent=frequent)
    assert [spelt("epicerie"), spelt("mere"), spelt("des")] == ["épicerie", "mère", "des"]
    assert spelt("epiceries") == "epiceries"  # no title has it so


def test_the_nearest_then_the_commonest_is_meant():
    makers.make_initiative("Carton")
    for _ in range(2):
        makers.make_initiative("Canton")
    assert corrected("caston") == "canton"
    assert corrected("cartom") == "carton"


def test_a_commune_is_no_misspelling():
    makers.make_commune("29040", "Fablaba")
    assert corrected("fablaba") is None


def test_a_rare_word_is_doubted_only_if_a_near_one_is_common():
    makers.make_initiative("Compots")
    assert corrected("compots", rare_too=True) is None
    for number in range(10):
        makers.make_initiative(f"Compost {number}")
    assert corrected("compots") is None
    assert corrected("compots", rare_too=True) == "compost"


def test_few_words_are_mended():
    assert corrected("jradin fabalb epicrie tilluels coperative brets").split().count("jardin") <= 1


def test_other_spellings_take_one_word_otherwise():
    for title in (
        "La Vilaine Bidouille",
        "Foyer de Villaine",
        "Konk Ar Lab",
        "Labo du Port",
        "Labo du Bourg",
    ):
        makers.make_initiative(title)
    assert corrected("villaine bidouille") is None  # both are known
    assert "vilaine bidouille" in list(other_spellings("villaine bidouille"))
    assert "konk ar lab" in [corrected("konk ar labb"), *other_spellings("konk ar labb")]
    assert list(other_spellings("2026 le")) == []
