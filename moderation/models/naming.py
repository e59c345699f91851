"""How sentences name a sheet: each kind has its noun and its gender, by which `told` completes them."""

from collections.abc import Mapping

# `a` and `the` come with the noun, `The` and `It` begin a sentence, `e` and `le` end what agrees.
# `photos` and `actors` say what is erased with it and what stays; `withdrawn` and `back`, what else happens when it is
# taken down, and when it is online again.
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
    "withdrawn": "",
    "back": "",
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
    "withdrawn": "",
    "back": "",
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
    "withdrawn": " Les inscriptions, s’il y en a, sont annulées pour de bon\u00a0: chaque personne inscrite reçoit un "
    "courriel.",
    "back": " Les inscriptions d’avant ne reviennent pas\u00a0: qui veut venir s’inscrit de nouveau.",
}
ARTICLE: Mapping[str, str] = {
    "noun": "analyse",
    "a": "une analyse",
    "A": "Une analyse",
    "this": "cette analyse",
    "the": "l’analyse",
    "The": "L’analyse",
    "it": "elle",
    "It": "Elle",
    "object": "la",
    "Object": "La",
    "e": "e",
    "le": "le",
    "other": "une autre analyse",
    "photos": ", ses photos",
    "actors": " Les initiatives et les acteurs qu’elle nomme gardent leur page.",
    "withdrawn": "",
    "back": "",
}
