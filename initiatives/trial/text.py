"""French sentences in any number, quickly: templates whose slots are filled from decks dealt at random.

A deck is a list of ready pieces ("des bancs publics"), drawn by frequency once a batch of sheets. Dealing a piece is
then one look-up at a random place, about thirty times quicker than choosing words by weight for each sentence.
"""

import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

from initiatives.trial import words
from initiatives.trial.morphology import Noun, elides
from initiatives.trial.vocabulary import DAYS, MONTHS, Ranked, ThemeWords, vocabulary
from places.phrases import in_commune

Deal = Callable[[], str]
Sentence = tuple[str, tuple[Deal, ...]]
SMALL, LARGE = (
    1 << 11,
    1 << 14,
)  # sizes of decks; powers of two, so that masked random bits are places in them
CHUNK = 4096
ADJECTIVE_BYTE = 115  # of 256: 45 % of nouns have an adjective
# Stand for "à Brest" and "de Brest", the commune of the sheet itself.
HERE, OF_HERE = "\x01", "\x02"
SLOT = re.compile(r"\{(\w+)\}")
SUMMARY_WORDS, SUMMARY_LENGTH = (15, 30), 280
DESCRIPTION_WORDS = (40, 70)
TITLE_WORDS = (3, 8)
TITLE_LENGTH = 120


class Here(NamedTuple):
    """The commune of a sheet, as sentences name it: « à Brest », « de Brest »."""

    at: str
    of: str

    def put(self, text: str) -> str:
        """Return the text with these in their places."""
        return text.replace(HERE, self.at).replace(OF_HERE, self.of)


class Text(NamedTuple):
    """The texts of one sheet."""

    title: str
    summary: str
    description: str


def of(name: str) -> str:
    """Return « de Brest », « d’Angers », « du Mans », « des Lilas »."""
    if name.startswith("Le "):
        return f"du {name[3:]}"
    if name.startswith("Les "):
        return f"des {name[4:]}"
    return f"d’{name}" if name[0] not in "HhYy" and elides(name) else f"de {name}"


def _article(noun: Noun, masculine: str, feminine: str, elided: str) -> str:
    return elided if noun.elided else feminine if noun.feminine else masculine


FORMS: dict[str, Callable[[Noun], str]] = {  # what comes before the noun
    "un": lambda noun: "une " if noun.feminine else "un ",
    "le": lambda noun: _article(noun, "le ", "la ", "l’"),
    "du": lambda noun: _article(noun, "du ", "de la ", "de l’"),
    "au": lambda noun: _article(noun, "au ", "à la ", "à l’"),
    "de": lambda noun: "d’" if noun.elided else "de ",
    "les": lambda _: "les ",
    "des": lambda _: "des ",
    "nu": lambda _: "",
}
PLURAL_FORMS = {"les", "des", "de"}


class Writer:
    """Writes the texts of one batch, the same for the same source of chance."""

    def __init__(self, source: random.Random, towns: Ranked[str]) -> None:
        """Deal the decks; `towns` are names of communes, likelier the more people live there."""
        self.source = source
        self.vocabulary = vocabulary()
        self.small, self.large = _places(source, SMALL), _places(source, LARGE)
        self.adjectives = self.deck(self.vocabulary.adjectives.draw(source, LARGE))
        self.common = self._common(towns)
        self.themes = {slug: _Speaker(self, theme) for slug, theme in self.vocabulary.themes.items()}

    def write(self, slug: str, commune: str) -> Text:
        """Return the texts of a sheet of this theme in this commune."""
        speaker = self.themes.get(slug) or self.themes["culture"]
        here = Here(in_commune(commune), of(commune))
        return Text(speaker.title(here), speaker.summary(here), speaker.description(here))

    def nouns(
        self, ranked: Ranked[Noun], forms: Sequence[str], size: int, *, described: bool
    ) -> dict[str, Deal]:
        """Return one deck a form: with its article, and with an adjective that agrees where `described`."""
        return {form: self.deck(self._phrases(ranked, form, size, described=described)) for form in forms}

    def pieces(self, ranked: Ranked[str], size: int, form: Callable[[str], str] = str) -> Deal:
        """Return a deck of words, each as `form` gives it."""
        return self.deck([form(word) for word in ranked.draw(self.source, size)])

    def _phrases(self, ranked: Ranked[Noun], form: str, size: int, *, described: bool) -> list[str]:
        before, many = FORMS[form], form in PLURAL_FORMS
        nouns = ranked.draw(self.source, size)
        texts = [before(noun) + (noun.plural if many else noun.singular) for noun in nouns]
        if described:
            for place, chance in enumerate(self.source.randbytes(size)):
                if chance < ADJECTIVE_BYTE:
                    # Adjective is (masculine, masculines, feminine, feminines).
                    texts[place] += " " + self.adjectives()[2 * nouns[place].feminine + many]
        return texts

    def deck(self, pieces: list) -> Callable[[], Any]:
        """Return what gives one of SMALL or LARGE pieces at each call."""
        return map(pieces.__getitem__, self.small if len(pieces) == SMALL else self.large).__next__

    def _common(self, towns: Ranked[str]) -> dict[str, Deal]:
        """Return what every theme says in the same way."""
        known, source = self.vocabulary, self.source
        first, family = (ranked.draw(source, LARGE) for ranked in (known.first_names, known.families))
        names = [f"{one} {other}" for one, other in zip(first, family, strict=True)]
        people = {
            f"{form}_gens": self.pieces(known.people, SMALL, f"{form} {{}}".format)
            for form in ("les", "des", "aux")
        }
        places = self.nouns(known.places, ["le", "du", "au", "un", "nu"], SMALL, described=True)
        return people | {f"{form}_lieu" if form != "nu" else "lieu_nu": deal for form, deal in places.items()} | {
            "de_gens": self.pieces(known.people, SMALL, _of_word),
            "gens_nu": self.pieces(known.people, SMALL),
            "nom": self.deck(names),
            "de_nom": self.deck([of(name) for name in names]),
            "famille": self.deck(family),
            "lieudit": self.pieces(known.hamlets, LARGE),
            "a_ville": self.pieces(towns, LARGE, in_commune),
            "de_ville": self.pieces(towns, LARGE, of),
            "nombre": self.pieces(known.numbers, SMALL),
            "annee": self.pieces(known.years, SMALL),
            "jour": self.pieces(Ranked(DAYS), SMALL),
            "mois": self.pieces(Ranked(MONTHS), SMALL),
            "heure": self.pieces(Ranked(map(str, range(9, 21))), SMALL, "{}\u00a0heures".format),
        }  # fmt: skip


class _Speaker:
    """The sentences of one theme."""

    def __init__(self, writer: Writer, theme: ThemeWords) -> None:
        self.slots = dict(writer.common)
        self.slots |= writer.nouns(theme.nouns, list(FORMS), SMALL, described=True)
        doing = writer.nouns(theme.activities, ["le", "du"], SMALL, described=False)
        # « L’atelier de compostage »: the singular, where nouns after "de" alone are plural.
        self.slots |= {"le_faire": doing["le"], "de_faire": doing["du"]}
        self.slots["de_faire_nu"] = writer.deck(
            [FORMS["de"](noun) + noun.singular for noun in theme.activities.draw(writer.source, SMALL)]
        )
        self.slots["inf"] = writer.pieces(theme.verbs, SMALL)
        self.slots["d_inf"] = writer.pieces(theme.verbs, SMALL, _of_word)
        self.subject = writer.pieces(theme.subjects, SMALL)
        self.chance = writer.small.__next__
        self.openings, self.works, self.closings = (
            writer.deck(Ranked(compiled).draw(writer.source, SMALL))
            for compiled in (
                [self._compile(template) for template in words.SENTENCES[kind]]
                for kind in ("openings", "works", "closings")
            )
        )

    def _compile(self, template: str) -> Sentence:
        text = template.replace("{a_ici}", HERE).replace("{de_ici}", OF_HERE)
        return SLOT.sub("%s", text), tuple(self.slots[slot] for slot in SLOT.findall(text))

    def _say(self, sentences: Callable[[], Sentence], here: Here) -> str:
        text, slots = sentences()
        text = here.put(text % tuple([deal() for deal in slots]))
        return text[0].upper() + text[1:]

    def title(self, here: Here) -> str:
        """Return 3 to 8 words, 120 characters at most."""
        chance = self.chance
        while True:
            title = self.subject() if chance() % 4 else self.slots["nu"]()
            title = f"{title[0].upper()}{title[1:]} {self.slots['lieudit']()}"
            if chance() % 10 < 3:
                title += " " + here.at
            if _fits(title, TITLE_WORDS) and len(title) <= TITLE_LENGTH:
                return title

    def summary(self, here: Here) -> str:
        """Return 15 to 30 words in one or two sentences, 280 characters at most."""
        while True:
            text = self._say(self.openings, here)
            if not _fits(text, SUMMARY_WORDS):
                text += " " + self._say(self.works, here)
            if _fits(text, SUMMARY_WORDS) and len(text) <= SUMMARY_LENGTH:
                return text

    def description(self, here: Here) -> str:
        """Return 40 to 70 words in two or three paragraphs."""
        while True:
            sentences = [self._say(self.works, here)]
            size = _words(sentences[0])
            while size < DESCRIPTION_WORDS[0] - 6 or len(sentences) < 3:
                sentences.append(self._say(self.works, here))
                size += _words(sentences[-1])
            sentences.append(self._say(self.closings, here))
            if DESCRIPTION_WORDS[0] <= size + _words(sentences[-1]) <= DESCRIPTION_WORDS[1]:
                break
        half = len(sentences) // 2
        paragraphs = [sentences[:half], sentences[half:]]
        if self.chance() % 2:
            paragraphs[1:] = [sentences[half:-1], sentences[-1:]]
        return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)


def _words(text: str) -> int:
    return text.count(" ") + 1


def _fits(text: str, bounds: tuple[int, int]) -> bool:
    return bounds[0] <= _words(text) <= bounds[1]


def _of_word(word: str) -> str:
    return f"d’{word}" if elides(word) else f"de {word}"


def _places(source: random.Random, size: int) -> Iterator[int]:
    """Yield for ever places in a deck of `size` pieces, a power of two: random bits, masked thousands at a time."""
    mask = int.from_bytes((size - 1).to_bytes(2, sys.byteorder) * CHUNK, sys.byteorder)
    bits = 16 * CHUNK
    return chain.from_iterable(
        memoryview((source.getrandbits(bits) & mask).to_bytes(2 * CHUNK, sys.byteorder)).cast("H")
        for _ in repeat(None)
    )
