"""Which communes a person may mean by what they typed, and in which order to offer them."""

import re
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.contrib.postgres.search import SearchVectorField, TrigramSimilarity
from django.db.models import BooleanField, Case, Exists, F, FloatField, Func, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Log

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

Communes = TypeVar("Communes", bound=QuerySet)

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


@dataclass
class Reading:
    """One way to read a text: the conditions that a commune answers it, and how well."""

    answers: Q
    exact: Q
    begins: Q

    @classmethod
    def of_name(cls, words: list[str], numbers: list[str], inside: Q) -> "Reading":
        """Read the words as a name, as typed or with its short forms spelt out."""
        names = list(dict.fromkeys((spell_out(words), " ".join(words))))
        return cls(
            Q(Contains(CommuneWords(), _query(words + numbers))) & inside,
            Q(key__in=names) & inside,
            Q(key__regex=_begins("|".join(names))) & inside,
        )

    @classmethod
    def of_numbers(cls, numbers: list[str], communes: QuerySet) -> "Reading":
        """Read postcodes and official codes, whole or begun."""
        codes = [number.upper() for number in numbers]
        answers = Q(Contains(CommuneWords(), _query(numbers)))
        if len(codes) == 1 and OFFICIAL_CODE.fullmatch(numbers[0]):
            # Most postcodes once were codes of another commune: that is not what people mean by them.
            unknown = Q(~Exists(communes.filter(answers)))
            answers |= Q(former_codes__contains=codes) & unknown
        return cls(answers, Q(postcodes__contains=numbers), Q(code__in=codes))


def best_first(communes: Communes, asked: Asked) -> Communes:
    """Filter the communes that answer, annotate their `quality` and order them by it, then by population.

    0: the very name or postcode; 1: its beginning; 2: words of the name; 3: a former name or code.
    """
    if asked.words:
        readings = [Reading.of_name(asked.words, asked.numbers, inside=Q())]
    elif asked.numbers:
        readings = [Reading.of_numbers(asked.numbers, communes)]
    else:
        return communes.none()
    for head, departments in asked.narrowed:
        readings.append(Reading.of_name(head, asked.numbers, inside=Q(department__in=departments)))
    answers, exact, begins, words = Q(), Q(), Q(), Q()
    for reading in readings:
        answers, exact, begins = answers | reading.answers, exact | reading.exact, begins | reading.begins
    for word in {SHORT_FORMS.get(word, word) for word in asked.words}:
        words &= Q(key__contains=f" {word}") | Q(key__startswith=word)
    ranks = [When(exact, then=EXACT), When(begins, then=BEGINNING)]
    if words:
        ranks.append(When(words, then=WORDS))
    return (
        communes.filter(answers)
        .annotate(quality=Case(*ranks, default=OTHER))
        .order_by("quality", "-population", "key")
    )


# A town ten times larger is preferred to one whose name is nearer by this much (similarity goes from 0 to 1).
SIZE_COUNTS = 0.08


def resembling(communes: Communes, text: str) -> Communes:
    """Filter and order communes by how nearly their name is spelt like `text` (trigrams), the likeliest first.

    People mistype the names of large towns more often, because they type them more often: « Brets » is Brest.
    """
    name = spell_out(Asked.by(text).words)
    if len(name) < 3:
        return communes.none()
    size = Log(10.0, Cast(F("population") + 1, FloatField()), output_field=FloatField())
    return (
        communes.filter(key__trigram_similar=name)
        .annotate(likeness=TrigramSimilarity("key", name) + size * SIZE_COUNTS)
        .order_by("-likeness", "-population")
    )
