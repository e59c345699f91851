"""How sentences name a sheet: each kind has its noun and its gender, by which `told` completes them."""

from collections.abc import Mapping

# `a` and `the` come with the noun, `The` and `It` begin a sentence, `e` and `le` end what agrees.
FEMININE: Mapping[str, str] = {
    "noun": "fiche",
    "a": "une fiche",
    "A": "Une fiche",
    "this": "cette fiche",
    "the": "la fiche",
    "The": "La fiche",
    "it": "elle",
    "It": "Elle",
    "object": "la",
    "Object": "La",
    "e": "e",
    "le": "le",
    "other": "une autre fiche",
    "photos": ", ses photos",
    "actors": " Les acteurs qu’elle nomme gardent leur page.",
}
CALL: Mapping[str, str] = {
    "noun": "appel",
    "a": "un appel",
    "A": "Un appel",
    "this": "cet appel",
    "the": "l’appel",
    "The": "L’appel",
    "it": "il",
    "It": "Il",
    "object": "le",
    "Object": "Le",
    "e": "",
    "le": "",
    "other": "un autre appel",
    "photos": "",
    "actors": " L’initiative garde sa page.",
}
EVENT: Mapping[str, str] = {
    "noun": "rencontre",
    "a": "une rencontre",
    "A": "Une rencontre",
    "this": "cette rencontre",
    "the": "la rencontre",
    "The": "La rencontre",
    "it": "elle",
    "It": "Elle",
    "object": "la",
    "Object": "La",
    "e": "e",
    "le": "le",
    "other": "une autre rencontre",
    "photos": "",
    "actors": " Les initiatives et les acteurs qu’elle nomme gardent leur page.",
}
