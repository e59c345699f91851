import random
from collections import Counter

import pytest

from initiatives.trial import text, words
from initiatives.trial.text import Writer
from initiatives.trial.vocabulary import Ranked
from tests.french_typography import faults

TOWNS = Ranked.weighted(["Brest", "Le Mans", "Les Lilas", "Angers", "L’Aigle", "Hyères"], [6, 5, 4, 3, 2, 1])


@pytest.fixture(scope="module")
def texts():
    writer = Writer(random.Random(1), TOWNS)
    return [writer.write(slug, "Le Mans") for slug in words.NOUNS for _ in range(300)]


def size(written):
    return len(written.replace("\n\n", " ").split(" "))


def test_lengths(texts):
    for written in texts:
        assert 3 <= size(written.title) <= 8 and len(written.title) <= 120
        assert 15 <= size(written.summary) <= 30 and len(written.summary) <= 280
        assert 40 <= size(written.description) <= 70
        assert written.description.count("\n\n") in (1, 2)


def test_typography_elisions_and_contractions(texts):
    whole = [" ".join(written) for written in texts]
    assert [fault for written in whole for fault in faults(written)] == []
    everything = "\n".join(whole)
    for wrong in (
        " de Le ",
        " à Le ",
        " à Les ",
        " de le ",
        " à le ",
        " de les ",
        " le a",
        " la e",
        "{",
        "\x01",
        "\x02",
    ):
        assert wrong not in everything
    assert " du Mans" in everything and " au Mans" in everything


def test_words_are_many_and_fall_off_as_in_any_text(texts):
    counts = Counter(word for written in texts for word in " ".join(written).lower().split())
    ranked = [number for _, number in counts.most_common()]
    assert len(ranked) > 8000
    for rank in (10, 30, 100, 300, 1000):  # n times rarer than the first, within a factor of three
        assert 1 / 3 < rank * ranked[rank - 1] / ranked[0] < 3
    assert ranked.count(1) > 2000


def test_titles_differ(texts):
    assert len({written.title for written in texts}) > 0.95 * len(texts)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Brest", "de Brest"),
        ("Angers", "d’Angers"),
        ("Le Mans", "du Mans"),
        ("Les Lilas", "des Lilas"),
        ("La Rochelle", "de La Rochelle"),
        ("Houilles", "de Houilles"),
        ("Évreux", "d’Évreux"),
    ],
)
def test_of(name, expected):
    assert text.of(name) == expected


def test_an_unknown_theme_speaks_of_culture():
    writer = Writer(random.Random(1), TOWNS)
    assert writer.write("nouveau", "Brest").title
