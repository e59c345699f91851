from initiatives.demo.loading import read
from initiatives.models import Actor
from initiatives.trial import words
from tests.french_typography import faults


def test_every_first_theme_has_its_words():
    slugs = {theme["slug"] for theme in read("themes.json")}
    assert set(words.SUBJECTS) == set(words.NOUNS) == set(words.VERBS) == set(words.THEME_TAGS) == slugs
    assert all(len(nouns) > 60 for nouns in words.NOUNS.values())


def test_actors_are_of_kinds_that_exist_and_never_persons():
    assert set(words.ACTORS) <= set(Actor.Kind.values) - {Actor.Kind.PERSON}


def test_nothing_is_empty_and_the_typography_is_french():
    lists = [
        *words.SUBJECTS.values(),
        *words.ACTORS.values(),
        *words.SENTENCES.values(),
        *words.VERBS.values(),
    ]
    lists += [*words.THEME_TAGS.values(), words.TAGS, words.HAMLETS, words.PEOPLE, words.ADJECTIVES]
    lists += [words.FIRST_NAMES, words.FAMILIES, list(words.FEMININES.values()), list(words.PLURALS.values())]
    nouns = [*words.NOUNS.values(), words.GENERAL, words.PLACES, words.ACTIVITIES, words.TOPONYMS]
    lists += [[word for word, _ in group] for group in nouns]
    assert all(lists)
    texts = [text for words_of_one in lists for text in words_of_one]
    assert all(text.strip() == text != "" for text in texts)
    assert [fault for text in texts for fault in faults(text)] == []


def test_a_noun_has_one_gender_in_a_theme():
    for slug, nouns in words.NOUNS.items():
        assert len({word for word, _ in nouns}) == len(set(nouns)), slug
