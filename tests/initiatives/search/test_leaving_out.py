import pytest

from initiatives.models import Synonyms
from initiatives.search.leaving_out import MOST_ABSENT, with_one_less, without_absent
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sheets():
    makers.make_initiative("Maison des services de Brest", summary="Un lieu.", description="Un hapax.")
    makers.make_initiative("Maison du bois", summary="Un lieu.", description="")


@pytest.mark.parametrize(
    ("typed", "rest", "words"),
    [
        ("maison xyzxyz brest", "maison brest", ("xyzxyz",)),
        ("Xyz  maison de wxw", "maison", ("Xyz", "wxw")),
        ("maison près de xyz", "maison", ("xyz",)),
        ("maison 98765", "maison", ("98765",)),
        ("xyz", "", ("xyz",)),
        ("pres xyz", "", ("xyz",)),  # what links a word goes with it
        ("xyz -maison", "-maison", ("xyz",)),
    ],
)
def test_words_that_no_sheet_has_are_left_out(typed, rest, words):
    assert without_absent(typed) == (rest, words)


@pytest.mark.parametrize(
    "typed",
    [
        "maisons",  # its stem is known
        "hapax",
        "maison serv",  # the beginning of a word
        "maison 52",  # the number of a department
        "maison ouessant",  # a place: that nothing lies there says something
        '"xyz"',
        "-xyz",
        "le de la",
        "",
        "\\ ' :* &",
    ],
)
def test_what_sheets_have_or_what_says_something_stays(typed):
    makers.make_commune("29155", "Ouessant", (48.46, -5.1))
    makers.make_department("52", "Haute-Marne")
    assert without_absent(typed) == (typed, ())


def test_a_word_that_means_a_known_one_stays():
    assert without_absent("chalet bois") == ("bois", ("chalet",))
    Synonyms.objects.create(expressions="maison\nchalet")
    assert without_absent("chalet bois") == ("chalet bois", ())


def test_few_words_are_looked_for():
    words = [f"xyz{chr(97 + n)}q" for n in range(MOST_ABSENT + 3)]
    assert len(without_absent(" ".join(words))[1]) == MOST_ABSENT


def test_the_word_that_most_titles_have_is_left_out_first():
    assert list(with_one_less("services maison bois")) == [
        ("services bois", "maison"),
        ("services maison", "bois"),
        ("maison bois", "services"),
    ]


@pytest.mark.parametrize(
    "typed", ["maison bois", "la maison du bois", "maison", "", "\\ ' :* &", '"a b c d"']
)
def test_of_two_words_none_is_left_out(typed):
    assert list(with_one_less(typed)) == []


def test_the_words_of_a_place_stay():
    assert [word for _, word in with_one_less("maison du bois brest")] == ["maison", "bois"]
