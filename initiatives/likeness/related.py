"""What a sheet leads to: others of the same actors, others on the same subject, those nearby; none of them twice."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.conf import settings

from initiatives.cards import Card, cards
from initiatives.labels import far
from initiatives.likeness.candidates import Candidate, candidates
from initiatives.likeness.ranking import Ranked, ranked
from initiatives.likeness.subjects import Subject, Term, subject
from initiatives.models import Initiative, Location
from initiatives.results import Hit
from initiatives.results.near import nearest
from places.statements import fetch
from places.territory import TOKEN

SHOWN = 4  # rows of each block
LOOKED_AT = 40  # participations of its actors, the newest
NEAR_KM = 50.0  # what is farther is not near
# Where one begins to look for what is near, by the number of sheets of the commune: a square kilometre of a large town
# has thousands.
FIRST_KM = ((1000, 0.25), (50, 1.0), (0, 2.0))
SAID = 2  # terms that a reason names

OWN = """
SELECT keys, (SELECT array_agg(ARRAY[latitude_e6, longitude_e6]) FROM initiatives_pin AS p
    WHERE p.initiative_id = l.initiative_id)
FROM initiatives_listing AS l WHERE initiative_id = %s
"""
# Actor by actor, by the index: sorting those of a body that funds a hundred thousand takes as long as reading them.
NEWEST = """
SELECT p.initiative_id, p.actor_id FROM unnest(%s::bigint[]) AS a (id) CROSS JOIN LATERAL (
    SELECT one.id, one.initiative_id, one.actor_id
    FROM initiatives_participation AS one JOIN initiatives_listing USING (initiative_id)
    WHERE one.actor_id = a.id AND one.initiative_id <> %s AND (%s OR one.declared_by = 'both')
    ORDER BY one.id DESC LIMIT %s
) AS p ORDER BY p.id DESC LIMIT %s
"""


@dataclass(frozen=True)
class Block:
    """Some sheets under one title."""

    title: str
    cards: list[Card]


def related_blocks(initiative: Initiative) -> list[Block]:
    """Return what the page of a published sheet leads to, the blocks that have something."""
    about = subject_of(initiative)
    if about is None:
        return []
    together = _of_same_actors(initiative)
    alike = _alike(about, but={initiative.pk, *together})
    near = _near(about, but={initiative.pk, *together, *alike})
    shown = {card.pk: card for card in cards([Hit(number) for number in (*together, *alike, *near)])}
    blocks = [
        ("Avec les mêmes acteurs", together),
        ("Sur le même sujet", alike),
        ("Près d’ici", near),
    ]
    made = [Block(title, _noted(shown, notes)) for title, notes in blocks]
    return [block for block in made if block.cards]


def alike_of(initiative: Initiative) -> list[int]:
    """Return the published sheets most alike a published one (primary keys), in order."""
    about = subject_of(initiative)
    return [one.candidate.initiative for one in _ranked(about, {initiative.pk})] if about else []


def subject_of(initiative: Initiative) -> Subject | None:
    """Return what a published sheet is about; None if the public does not see it."""
    rows = fetch(OWN, [initiative.pk])
    if not rows:
        return None
    keys, places = rows[0]
    labels = {f"tag:{tag.pk}": tag.name for tag in initiative.tags.all()}
    labels |= {f"theme:{theme.pk}": theme.name for theme in initiative.all_themes}
    locations = list(initiative.locations.all())
    return subject(
        labels=labels,
        title=initiative.title,
        text=initiative.summary,
        territories=[key for key in keys if TOKEN.fullmatch(key)],
        place_names=[name for location in locations for name in _names(location)],
        points=[(latitude / 1e6, longitude / 1e6) for latitude, longitude in places or []],
    )


def _names(location: Location) -> list[str]:
    places = (location.commune, location.intercommunality, location.department, location.region)
    return [place.name for place in places if place]


def _of_same_actors(initiative: Initiative) -> dict[int, str]:
    """Return the newest other sheets of its actors, each with their names."""
    actors = {part.actor_id: part.actor.name for part in initiative.public_participations}
    if not actors:
        return {}
    declared = bool(settings.SHOW_DECLARED_RELATIONS)
    found: dict[int, list[str]] = {}
    for number, actor in fetch(NEWEST, [list(actors), initiative.pk, declared, LOOKED_AT, LOOKED_AT]):
        if len(found) < SHOWN or number in found:
            names = found.setdefault(number, [])
            if actors[actor] not in names:
                names.append(actors[actor])
    return {number: f"avec {' et '.join(names[:2])}" for number, names in found.items()}


def _alike(about: Subject, but: Collection[int]) -> dict[int, str]:
    """Return the sheets that are most alike, each with the reason."""
    return {
        candidate.initiative: ", ".join(filter(None, [reason(candidate), far(km)]))
        for candidate, km in _ranked(about, but)[:SHOWN]
    }


def _ranked(about: Subject, but: Collection[int]) -> list[Ranked]:
    return ranked(about, candidates(about, but=but))


def _near(about: Subject, but: Collection[int]) -> dict[int, str]:
    """Return the nearest sheets, each with how far it is."""
    if not about.points:
        return {}
    around = about.holders[0].sheets if about.holders else 0
    first_km = next(km for least, km in FIRST_KM if around >= least)
    hits = nearest(*about.points[0], number=SHOWN, but=but, first_km=first_km, most_km=NEAR_KM)
    return {hit.initiative: far(hit.km) for hit in hits}


def _noted(shown: dict[int, Card], notes: dict[int, str]) -> list[Card]:
    return [replace(shown[number], note=note) for number, note in notes.items() if number in shown]


def reason(candidate: Candidate) -> str:
    """Return why a sheet is alike, in words: « même étiquette : compost »."""
    for kind, one, several in (
        ("tag", "même étiquette", "mêmes étiquettes"),
        ("title", "en commun", "en commun"),
        ("text", "en commun", "en commun"),
        ("theme", "même thème", "mêmes thèmes"),
    ):
        if names := [label(term) for term in candidate.shared if term.kind == kind][:SAID]:
            return f"{one if len(names) == 1 else several}\u00a0: {', '.join(names)}"
    return ""


def label(term: Term) -> str:
    """Return a term in words; a word of a text is quoted."""
    return f"«\u00a0{term.label}\u00a0»" if term.is_word else term.label
