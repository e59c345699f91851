from initiatives.demo.loading import read
from initiatives.models import Actor
from initiatives.trial import words
from tests.french_typography import faults


def test_every_first_theme_has_its_subjects():
    assert set(words.SUBJECTS) == {theme["slug"] for theme in read("themes.json")}


def test_actors_are_of_kinds_that_exist_and_never_persons():
    assert set(words.ACTORS) <= set(Actor.Kind.values) - {Actor.Kind.PERSON}


def test_nothing_is_empty_and_the_typography_is_french():
    lists = [*words.SUBJECTS.values(), *words.ACTORS.values(), words.NAMES, words.OPENINGS, words.VERBS]
    lists += [words.ENDINGS, words.TAGS]
    assert all(lists)
    texts = [text for words_of_one in lists for text in words_of_one]
    assert all(text.strip() == text != "" for text in texts)
    assert [fault for text in texts for fault in faults(text)] == []
