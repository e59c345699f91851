"""Who works on the same subjects as an actor, near it: told by their initiatives."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from initiatives.labels import far
from initiatives.likeness.candidates import Candidate, candidates
from initiatives.likeness.ranking import Ranked, ranked
from initiatives.likeness.related import SAID, label
from initiatives.likeness.subjects import LEVELS, Subject, Term, subject
from initiatives.models import Actor, Tag, Theme
from places.statements import fetch
from places.territory import TOKEN

SHOWN = 4
NEAR_KM = 100.0
SUBJECTS = 6  # tags of an actor, those that come back most
LISTED = "SELECT keys FROM initiatives_listing WHERE initiative_id = ANY(%s::bigint[])"
PREFIX = "acteur:"


@dataclass(frozen=True)
class Peer:
    """An actor, what it shares, and how far that initiative is."""

    actor: Actor
    note: str
    km: float | None = None

    @property
    def is_near(self) -> bool:
        """Whether one may go and meet it in a day."""
        return self.km is not None and self.km <= NEAR_KM


def peers_of(actor: Actor, initiatives: Sequence[int]) -> list[Peer]:
    """Return who works on the subjects of an actor, the nearest first.

    `initiatives` are the newest it takes part in (primary keys).
    """
    keys = [key for (listed,) in fetch(LISTED, [list(initiatives)]) for key in listed] if initiatives else []
    if not keys:
        return []
    about = _subject(actor, keys)
    return meet(ranked(about, candidates(about, but=initiatives)), limit=SHOWN, but={actor.pk})


def meet(found: Iterable[Ranked], *, limit: int, but: Collection[int] = ()) -> list[Peer]:
    """Return the actors of sheets that were found, in their order, each with what its first sheet shares."""
    notes: dict[int, tuple[str, float | None]] = {}
    for candidate, km in found:
        numbers = [int(key.removeprefix(PREFIX)) for key in candidate.keys if key.startswith(PREFIX)]
        if any(number in but for number in numbers):
            continue
        subjects = ", ".join(label(term) for term in _told(candidate))
        for number in sorted(numbers):
            notes.setdefault(number, (", ".join(filter(None, [subjects, far(km)])), km))
        if len(notes) >= 2 * limit:
            break
    actors = Actor.objects.published().with_places().in_bulk(list(notes))
    return [Peer(actors[number], *told) for number, told in notes.items() if number in actors][:limit]


def _told(candidate: Candidate) -> list[Term]:
    """Return what is said of the terms that a sheet shares: its tags; words or themes where it has none."""
    for kinds in (("tag",), ("title", "text"), ("theme",)):
        if told := [term for term in candidate.shared if term.kind in kinds]:
            return told[:SAID]
    return []


def _subject(actor: Actor, keys: Sequence[str]) -> Subject:
    """Return what the initiatives of an actor are about, and where it works."""
    counted = Counter(keys)
    tags = [key for key, _ in counted.most_common() if key.startswith("tag:")][:SUBJECTS]
    known = Tag.objects.remembered([int(key.removeprefix("tag:")) for key in tags])
    labels = {f"tag:{number}": tag.name for number, tag in known.items()}
    themes = {f"theme:{theme.pk}": theme.name for theme in Theme.objects.remembered()}
    labels |= {key: themes[key] for key in counted if key in themes}
    most = max(counted[key] for key in labels) if labels else 1
    commune = actor.commune
    return subject(
        labels=labels,
        times={key: counted[key] / most for key in labels},
        territories=_territories(actor, counted),
        points=[(commune.latitude, commune.longitude)]
        if commune and commune.latitude is not None and commune.longitude is not None
        else [],
        own=0,
    )


def _territories(actor: Actor, counted: Counter[str]) -> list[str]:
    """Return the territories in which an actor is based; of one based nowhere, those where it does most."""
    if actor.commune:
        commune = actor.commune
        holders = [f"commune-{commune.pk}", f"departement-{commune.department_id}"]
        return [
            *holders,
            *([f"intercommunalite-{commune.intercommunality_id}"] if commune.intercommunality_id else []),
        ]
    most: dict[str, str] = {}
    for key, _ in counted.most_common():
        if match := TOKEN.fullmatch(key):
            most.setdefault(match[1], key)
    return [most[level] for level in LEVELS if level in most]
