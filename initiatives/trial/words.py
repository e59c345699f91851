"""The words of which trial sheets are made, read from words.json beside this file."""

import json
from pathlib import Path
from typing import Any

_WORDS: dict[str, Any] = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))


def _split(lines: list[str]) -> list[str]:
    return " ".join(lines).split()


def _nouns(group: dict[str, list[str]]) -> list[tuple[str, bool]]:
    """Return nouns and whether they are feminine, the commonest first: the two lists of the file in turn."""
    masculine, feminine = _split(group["masculine"]), _split(group["feminine"])
    longest = max(len(masculine), len(feminine))
    return [
        (names[rank], is_feminine)
        for rank in range(longest)
        for names, is_feminine in ((masculine, False), (feminine, True))
        if rank < len(names)
    ]


# Each list begins with what is commonest.
SUBJECTS: dict[str, list[str]] = {slug: theme["titles"] for slug, theme in _WORDS["themes"].items()}
NOUNS: dict[str, list[tuple[str, bool]]] = {slug: _nouns(theme) for slug, theme in _WORDS["themes"].items()}
VERBS: dict[str, list[str]] = {slug: _split(theme["verbs"]) for slug, theme in _WORDS["themes"].items()}
THEME_TAGS: dict[str, list[str]] = {slug: theme["tags"] for slug, theme in _WORDS["themes"].items()}
TAGS: list[str] = _WORDS["tags"]
GENERAL, PLACES = _nouns(_WORDS["general"]), _nouns(_WORDS["places"])
ACTIVITIES = _nouns(_WORDS["activities"])
PEOPLE, ADJECTIVES = _split(_WORDS["people"]), _split(_WORDS["adjectives"])  # people in the plural
FEMININES: dict[str, str] = _WORDS["feminines"]  # what no rule gives
PLURALS: dict[str, str] = _WORDS["plurals"]
ASPIRATED = frozenset(_split(_WORDS["aspirated"]))  # le hameau, not l’hameau
FIRST_NAMES = _split(_WORDS["first_names"])
FAMILIES = [name.replace("Le-", "Le ") for name in _split(_WORDS["families"])]
TOPONYMS, HAMLETS = _nouns(_WORDS["toponyms"]), _WORDS["toponyms"]["fixed"]
SENTENCES: dict[str, list[str]] = _WORDS["sentences"]
ACTORS: dict[str, list[str]] = _WORDS["actors"]  # by kind
