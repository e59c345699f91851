import random
from collections import Counter

import pytest

from initiatives.trial import words
from initiatives.trial.vocabulary import Ranked, tag_names, vocabulary


def test_the_nth_is_about_n_times_rarer_than_the_first():
    counts = Counter(Ranked("abcdefghij", first_rank=1).draw(random.Random(1), 100_000))
    for rank, letter in enumerate("abcdefghij", 1):
        assert counts[letter] * rank == pytest.approx(counts["a"], rel=0.1)


def test_rare_things_come_after_and_are_rarer_still():
    ranked = Ranked("aba", "bc", first_rank=1, tail=0.1)
    assert ranked.things == ["a", "b", "c"]
    assert ranked.weights == pytest.approx([1, 1.5, 1.5 + 0.1 / 3])


def test_weights_of_their_own():
    assert set(Ranked.weighted("ab", [0, 1]).draw(random.Random(1), 50)) == {"b"}


def test_every_theme_has_its_words_and_shares_those_of_others():
    known = vocabulary()
    assert set(known.themes) == set(words.NOUNS)
    sizes = {len(theme.nouns.things) for theme in known.themes.values()}
    assert min(sizes) > 5000
    heads = {tuple(theme.nouns.things[:5]) for theme in known.themes.values()}
    assert len(heads) == len(known.themes)


def test_about_four_hundred_tags():
    names = [name for slug in words.NOUNS for name in tag_names(slug)]
    assert 350 < len(set(names)) < 450
    assert all(len(name) <= 60 for name in names)
    assert tag_names("nouveau") == []
