"""Which communes a person may mean by what they typed, and in which order to offer them."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchVectorField, TrigramSimilarity
from django.db.models import BooleanField, Case, Exists, F, Func, Q, QuerySet, Value, When

from places.folding import ARTICLES, SHORT_FORMS, fold, spell_out

MAX_LENGTH = 100  # characters; the longest name of a French commune has 45
MAX_WORDS = 10
LINKING_WORDS = {"en", "a", "au", "aux", "dans", "le", "la", "les", "l", "d", "du", "de", "des"}
# A name never ends so: what follows is a part of it, not a department (« Neuilly-sur | Seine »).
UNFINISHED = {"sur", "sous", *SHORT_FORMS, *SHORT_FORMS.values()}
IGNORED = {"cedex", "arr", "ardt", "arrondissement"}
ORDINAL = re.compile(r"(\d{1,2})(?:er|e|eme|ieme|nd|nde)")  # « 11e », « 3eme » arrondissement
NUMBER = re.compile(r"\d+|2[ab]\d*")  # postcode, official code, or their first characters
OFFICIAL_CODE = re.compile(r"[0-9][0-9ab][0-9]{3}")

# Qualities of match, the best first.
EXACT, BEGINNING, WORDS, OTHER = range(4)


class CommuneWords(Func):
    """All words by which a commune is found, as the SQL function of migration 0001 gathers them."""

    function = "commune_words"
    output_field = SearchVectorField()

    def __init__(self, *expressions: Any, **extra: Any) -> None:
        columns = (F("name"), F("former_names"), F("code"), F("postcodes"))
        super().__init__(*(expressions or columns), **extra)


class Contains(Func):
    """`words @@ query`: true when every word of the query begins a word of the commune."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


@dataclass
class Asked:
    """What a text asks for: words of a name, numbers, and perhaps a department or region named at its end."""

    words: list[str]
    numbers: list[str]
    # Words of the name without that end, codes of the departments that it may mean.
    narrowed: list[tuple[list[str], list[str]]] = field(default_factory=list)

    @classmethod
    def by(cls, text: str) -> "Asked":
        """Read any text; it is cut at what a name can hold."""
        # A lone surrogate can be neither encoded nor stored.
        found = fold(text[:MAX_LENGTH].encode("utf-8", "replace").decode()).split()[:MAX_WORDS]
        found = [_without_ending(word) for word in found if word not in IGNORED]
        numbers = [word for word in found if NUMBER.fullmatch(word)]
        return cls([word for word in found if word not in numbers], numbers)

    def narrow(self, departments: QuerySet) -> "Asked":
        """Find, in one small query, the departments or regions that the text may end with."""
        ends = {cut: " ".join(self.words[cut:]) for cut in range(1, len(self.words))}
        ends = {cut: _begins(end) for cut, end in ends.items() if len(end) >= 3}
        if not ends:
            return self
        named = Q(key__regex="|".join(ends.values())) | Q(region__key__regex="|".join(ends.values()))
        rows = list(departments.filter(named).values_list("code", "key", "region__key"))
        for cut, end in ends.items():
            head = self.words[:cut]
            while head and head[-1] in LINKING_WORDS:
                head = head[:-1]
            codes = [code for code, *keys in rows if any(key and re.search(end, key) for key in keys)]
            if head and head[-1] not in UNFINISHED and codes:
                self.narrowed.append((head, codes))
        return self

    def former_name(self, names: list[str]) -> str | None:
        """Return the first of a commune's former names that the text may mean."""
        for name in names:
            if all(f" {SHORT_FORMS.get(word, word)}" in f" {fold(name)}" for word in self.words):
                return name
        return None


def _without_ending(word: str) -> str:
    ordinal = ORDINAL.fullmatch(word)
    return ordinal[1] if ordinal else word


def _query(words: list[str]) -> Func:
    """Return the full text query: each word begins one of the commune's words, short forms read both ways."""
    parts = []
    for word in dict.fromkeys(words):
        long = SHORT_FORMS.get(word)
        parts.append(f"('{word}':* | '{long}':*)" if long else f"'{word}':*")
    return Func(Value(" & ".join(parts)), template="%(expressions)s::tsquery")


def _begins(name: str) -> str:
    """Return the regular expression of keys that begin so, an article apart; folded words need no escape."""
    return f"^({'|'.join(ARTICLES)})?({name})"


def _names(words: list[str]) -> list[str]:
    """Return the words as one name, as typed and with its short forms spelt out."""
    return list(dict.fromkeys((spell_out(words), " ".join(words))))


def best_first(communes: QuerySet, asked: Asked) -> QuerySet:
    """Filter the communes that answer, annotate their `quality` and order them by it, then by population.

    0: the very name or postcode; 1: its beginning; 2: words of the name; 3: a former name or code.
    """
    if not asked.words and not asked.numbers:
        return communes.none()
    known = Q(Contains(CommuneWords(), _query(asked.words + asked.numbers)))
    wanted, exact, begins, words = known, Q(), Q(), Q()
    if asked.words:
        exact |= Q(key__in=_names(asked.words))
        begins |= Q(key__regex=_begins("|".join(_names(asked.words))))
        for word in set(asked.words):
            words &= Q(key__contains=f" {SHORT_FORMS.get(word, word)}") | Q(
                key__startswith=SHORT_FORMS.get(word, word)
            )
    else:
        exact |= Q(postcodes__contains=asked.numbers)
        begins |= Q(code__in=[number.upper() for number in asked.numbers])
        if len(asked.numbers) == 1 and OFFICIAL_CODE.fullmatch(asked.numbers[0]):
            # Most postcodes once were codes of another commune: that is not what people mean by them.
            former = Q(former_codes__contains=[asked.numbers[0].upper()])
            wanted |= former & ~Exists(communes.filter(known))
    for head, departments in asked.narrowed:
        inside = Q(department__in=departments)
        wanted |= Q(Contains(CommuneWords(), _query(head + asked.numbers))) & inside
        exact |= Q(key__in=_names(head)) & inside
        begins |= Q(key__regex=_begins("|".join(_names(head)))) & inside
    ranks = [When(exact, then=EXACT), When(begins, then=BEGINNING)]
    if words:
        ranks.append(When(words, then=WORDS))
    quality = Case(*ranks, default=OTHER)
    return communes.filter(wanted).annotate(quality=quality).order_by("quality", "-population", "key")


def resembling(communes: QuerySet, text: str) -> QuerySet:
    """Filter and order communes by how nearly their name is spelt like `text` (trigrams), the nearest first."""
    name = spell_out(Asked.by(text).words)
    if len(name) < 3:
        return communes.none()
    return (
        communes.filter(key__trigram_similar=name)
        .annotate(likeness=TrigramSimilarity("key", name))
        .order_by("-likeness", "-population")
    )
