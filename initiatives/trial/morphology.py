"""French words from French roots: agreement, elision, articles, and new words by prefix and suffix.

Derived words need not be in a dictionary, only look as if they were: they are the rare words of trial sheets.
"""

from collections.abc import Iterable
from typing import NamedTuple

from initiatives.trial import words

VOWELS = frozenset("aàâeéèêëhiîïoôuûyœ")
# "re" last but one: the commonest prefixes of the field come first in the curve of frequencies.
PREFIXES = ("re", "co", "inter", "éco", "auto", "pré", "bio", "micro", "multi", "néo", "agro", "péri")
ACTIVITY_SUFFIXES = (("age", False), ("ement", False), ("ation", True), ("erie", True), ("ure", True))
TOOL_SUFFIXES = (
    ("oir", False),
    ("euse", True),
    ("eur", False),
    ("ette", True),
    ("ier", False),
    ("ière", True),
)
ADJECTIVE_SUFFIXES = ("able", "atif", "eur", "atoire", "ant")
FAMILY_SUFFIXES = ("eau", "et", "ot", "in", "ard", "on", "el", "ier", "ou", "ez", "ac", "aud")
FEMININE_ENDINGS = (
    ("eux", "euse"), ("if", "ive"), ("eur", "euse"), ("el", "elle"), ("en", "enne"), ("on", "onne"),
    ("er", "ère"), ("et", "ette"), ("f", "ve"), ("e", "e"),
)  # fmt: skip


class Noun(NamedTuple):
    """A noun as sentences use it."""

    singular: str
    plural: str
    feminine: bool
    elided: bool


class Adjective(NamedTuple):
    """The four forms of an adjective."""

    masculine: str
    masculines: str
    feminine: str
    feminines: str


def elides(word: str) -> bool:
    """Return whether le, la, de lose their vowel before this word."""
    return word[0].lower() in VOWELS and word not in words.ASPIRATED


def plural(word: str) -> str:
    """Return the plural of a noun or of a masculine adjective."""
    if word in words.PLURALS:
        return words.PLURALS[word]
    if word[-1] in "sxz":
        return word
    if word.endswith("al"):
        return word[:-1] + "ux"
    return word + ("x" if word.endswith(("eau", "eu")) else "s")


def feminine(adjective: str) -> str:
    """Return the feminine of an adjective."""
    if adjective in words.FEMININES:
        return words.FEMININES[adjective]
    for ending, other in FEMININE_ENDINGS:
        if adjective.endswith(ending):
            return adjective.removesuffix(ending) + other
    return adjective + "e"


def noun(word: str, *, is_feminine: bool) -> Noun:
    """Return the forms of a noun."""
    return Noun(word, plural(word), is_feminine, elides(word))


def adjective(word: str) -> Adjective:
    """Return the forms of an adjective, given in the masculine."""
    return Adjective(word, plural(word), feminine(word), feminine(word) + "s")


def prefixed(prefix: str, word: str) -> str:
    """Return « réouvrir », « ressemer », « replanter »; other prefixes join as they are."""
    if prefix == "re" and word[0] in VOWELS:
        return "ré" + word
    if prefix == "re" and word[0] == "s" and word[1] in VOWELS:
        return "res" + word
    return prefix + word


def stems(verbs: Iterable[str]) -> list[str]:
    """Return what suffixes are added to: verbs in -er without it, c and g kept soft only where e follows."""
    return [verb[:-2] for verb in verbs if verb.endswith("er") and verb[-3] not in "cgyi"]


def derived_nouns(verbs: Iterable[str], suffixes: Iterable[tuple[str, bool]]) -> list[Noun]:
    """Return nouns made of verbs, the plain ones first, then those with a prefix."""
    plain = [(stem + suffix, is_feminine) for suffix, is_feminine in suffixes for stem in stems(verbs)]
    more = [(prefixed(prefix, word), gender) for prefix in PREFIXES for word, gender in plain]
    return [noun(word, is_feminine=gender) for word, gender in [*plain, *more]]


def derived_verbs(verbs: Iterable[str]) -> list[str]:
    """Return verbs with a prefix: « coplanter », « rearroser » as « réarroser »."""
    roots = list(verbs)
    return [prefixed(prefix, verb) for prefix in PREFIXES for verb in roots]


def derived_adjectives(verbs: Iterable[str]) -> list[Adjective]:
    """Return adjectives made of verbs, the plain ones first, then those with a prefix."""
    plain = [stem + suffix for suffix in ADJECTIVE_SUFFIXES for stem in stems(verbs)]
    more = [prefixed(prefix, word) for prefix in PREFIXES for word in plain]
    return [adjective(word) for word in [*plain, *more]]


def derived_families(names: Iterable[str]) -> list[str]:
    """Return family names made of others, as Martineau and Martinet were made of Martin."""
    roots = [name.rstrip("aeiouyéè") for name in names if "-" not in name]
    return [root + suffix for suffix in FAMILY_SUFFIXES for root in roots if len(root) > 2]


def hamlets(families: Iterable[str]) -> list[str]:
    """Return names of hamlets after families, with their preposition: « de la Martinière », « de Kermartin »."""
    names = list(families)
    made = [
        ("de l’" if elides(name) else "de la ") + name.rstrip("aeiouyéè") + suffix
        for suffix in ("ière", "erie", "aie")
        for name in names
    ]
    return made + [f"de Ker{name.lower()}" for name in names]
