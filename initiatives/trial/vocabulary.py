"""All that sentences can say, sorted from the commonest to the rarest, with a natural curve of frequencies."""

import random
from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from typing import Generic, TypeVar

from initiatives.trial import morphology, words
from initiatives.trial.morphology import Adjective, Noun

T = TypeVar("T")
FIRST_RANK = 4  # Zipf–Mandelbrot: the first content words of a text are less far apart than 1, 1/2, 1/3
TAIL = 0.2  # derived words stay rarer than roots, or sentences would read as nonsense
TAGS_PER_THEME = 50
DAYS = ["samedi", "mercredi", "vendredi", "jeudi", "mardi", "lundi", "dimanche"]
MONTHS = ["mai", "juin", "septembre", "octobre", "mars", "avril", "juillet", "novembre", "janvier", "février"]
MONTHS += ["décembre", "août"]
NUMBERS = ["douze", "vingt", "trente", "quinze", "quarante", "dix", "cinquante", "soixante", "onze", "cent"]


class Ranked(Generic[T]):
    """Things to draw, the n-th about n times rarer than the first."""

    def __init__(
        self,
        things: Iterable[T],
        rare: Iterable[T] = (),
        *,
        first_rank: float = FIRST_RANK,
        tail: float = TAIL,
    ) -> None:
        """Rank `things`, then `rare`, whose weights are those of their ranks multiplied by `tail`."""
        self.things = list(dict.fromkeys(things))
        roots = len(self.things)
        self.things = list(dict.fromkeys([*self.things, *rare]))
        weights = ((1 if rank < roots else tail) / (rank + first_rank) for rank in range(len(self.things)))
        self.weights = list(accumulate(weights))

    @classmethod
    def weighted(cls, things: Iterable[T], weights: Iterable[float]) -> "Ranked[T]":
        """Return things that have weights of their own."""
        ranked = cls(())
        ranked.things, ranked.weights = list(things), list(accumulate(weights))
        return ranked

    def draw(self, source: random.Random, size: int) -> list[T]:
        """Return `size` of them."""
        return source.choices(self.things, cum_weights=self.weights, k=size)


class ThemeWords:
    """What is said of one theme: its own words first, those of the others after."""

    def __init__(self, slug: str, tail: "Tail") -> None:
        # A theme that an administrator added has no words of its own: it takes those of culture.
        slug = slug if slug in words.NOUNS else "culture"
        others = [noun for other, nouns in words.NOUNS.items() if other != slug for noun in nouns]
        own = [*words.NOUNS[slug], *words.GENERAL, *others]
        self.subjects = Ranked(words.SUBJECTS[slug])
        self.nouns = Ranked([morphology.noun(word, is_feminine=gender) for word, gender in own], tail.tools)
        verbs = words.VERBS[slug]
        self.verbs = Ranked([*verbs, *(verb for verb in tail.roots if verb not in verbs)], tail.verbs)
        activities = [morphology.noun(word, is_feminine=gender) for word, gender in words.ACTIVITIES]
        # Each theme has its favourites among the activities.
        turn = len(activities) * list(words.NOUNS).index(slug) // len(words.NOUNS)
        self.activities = Ranked([*activities[turn:], *activities[:turn]], tail.activities)


class Tail:
    """Derived words, shared by all themes: the plainest first, within each sort in no alphabetical order."""

    def __init__(self) -> None:
        source = random.Random(1)  # noqa: S311 not a secret
        self.roots = list(dict.fromkeys(verb for verbs in words.VERBS.values() for verb in verbs))
        roots = source.sample(self.roots, len(self.roots))
        self.verbs = morphology.derived_verbs(roots)
        self.tools: list[Noun] = morphology.derived_nouns(roots, morphology.TOOL_SUFFIXES)
        self.activities = morphology.derived_nouns(roots, morphology.ACTIVITY_SUFFIXES)
        self.adjectives: list[Adjective] = morphology.derived_adjectives(roots)


class Vocabulary:
    """Every list, made once a process (about 0.2 s)."""

    def __init__(self) -> None:
        tail = Tail()
        self.themes = {slug: ThemeWords(slug, tail) for slug in words.NOUNS}
        self.adjectives = Ranked([morphology.adjective(word) for word in words.ADJECTIVES], tail.adjectives)
        self.places = Ranked([morphology.noun(word, is_feminine=gender) for word, gender in words.PLACES])
        agents = [stem + ending for stem in morphology.stems(tail.roots) for ending in ("eurs", "euses")]
        self.people = Ranked(words.PEOPLE, agents)
        self.first_names = Ranked(words.FIRST_NAMES, first_rank=10)
        families = [*words.FAMILIES, *morphology.derived_families(words.FAMILIES)]
        self.families = Ranked(families, first_rank=20)
        toponyms = [
            ("de l’" if morphology.elides(word) else "de la " if gender else "du ") + word
            for word, gender in words.TOPONYMS
        ]
        plurals = [f"des {morphology.plural(word)}" for word, _ in words.TOPONYMS]
        plain = [name for name in families if " " not in name]
        # Names of hamlets, however rare, are as likely as those of the map: their tail is not cut.
        self.hamlets = Ranked(
            [*words.HAMLETS, *toponyms, *plurals], morphology.hamlets(plain), first_rank=10, tail=1
        )
        self.numbers = Ranked([*NUMBERS, *map(str, range(17, 400))])
        self.years = Ranked([str(year) for year in range(2025, 1994, -1)])

    def of(self, slug: str) -> ThemeWords:
        """Return the words of a theme; one that an administrator added takes those of culture."""
        return self.themes.get(slug) or self.themes["culture"]


@cache
def vocabulary() -> Vocabulary:
    """Return the one vocabulary of this process."""
    return Vocabulary()


def tag_names(slug: str) -> list[str]:
    """Return the tags of a theme, the commonest first: those of the field, then its nouns in the plural."""
    nouns = [word if len(word) > 12 else morphology.plural(word) for word, _ in words.NOUNS.get(slug, [])]
    names = list(dict.fromkeys([*words.THEME_TAGS.get(slug, []), *nouns]))
    return names[:TAGS_PER_THEME]
