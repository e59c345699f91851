"""Somebody starts an initiative: what looks like it, near and elsewhere, and whom to meet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from initiatives.cards import Card, cards
from initiatives.labels import far
from initiatives.likeness.candidates import candidates
from initiatives.likeness.peers import Peer, meet
from initiatives.likeness.ranking import Ranked, ranked
from initiatives.likeness.related import reason
from initiatives.likeness.subjects import Subject, Term, subject
from initiatives.models import Actor, Membership, Tag, Theme
from initiatives.results import Hit
from places.models import Commune
from places.territory import Territory

TEXT_LENGTH = 600  # characters
NEAR_KM = 50.0
SHOWN = 5  # sheets near, and as many elsewhere
MET = 6
NETWORKS = 4
SAID_TAGS = 6
WORDS = 6  # of the text, the rarest


@dataclass(frozen=True)
class Beginning:
    """What a directory answers to somebody who starts something."""

    near: list[Card]
    elsewhere: list[Card]
    people: list[Peer]
    networks: list[Actor]
    subjects: list[tuple[Tag | Theme, int]]
    """What the text names, each with the number of its sheets."""


def beginning(text: str, commune: Commune | None) -> Beginning:
    """Return what is like a text of a few words or lines; near a commune if there is one."""
    tags = Tag.objects.said_in(text, limit=SAID_TAGS)
    about = _subject(text, tags, commune)
    found = ranked(about, candidates(about))
    near = [one for one in found if one.km is not None and one.km <= NEAR_KM]
    elsewhere = [one for one in found if one not in near]
    people = meet([*near, *elsewhere], limit=MET)
    return Beginning(
        near=_cards(near),
        elsewhere=_cards(elsewhere),
        people=people,
        networks=networks_of([peer.actor for peer in people]),
        subjects=_subjects(about.terms, tags),
    )


def networks_of(actors: Sequence[Actor]) -> list[Actor]:
    """Return the networks of some actors, those that most of them are in first."""
    members = Membership.objects.shown().filter(actor__in=actors, network__status="published")
    counted: dict[int, int] = {}
    for number in members.values_list("network", flat=True):
        counted[number] = counted.get(number, 0) + 1
    best = sorted(counted, key=lambda number: (-counted[number], number))[:NETWORKS]
    known = Actor.objects.published().with_places().in_bulk(best)
    return [known[number] for number in best if number in known]


def _subject(text: str, tags: Sequence[Tag], commune: Commune | None) -> Subject:
    themes = {theme.pk: theme.name for theme in Theme.objects.remembered()}
    labels = {f"tag:{tag.pk}": tag.name for tag in tags}
    labels |= {f"theme:{tag.theme_id}": themes[tag.theme_id] for tag in tags if tag.theme_id in themes}
    territory = Territory(commune) if commune else None
    holders = [territory, *territory.parents] if territory else []
    placed = commune and commune.latitude is not None and commune.longitude is not None
    return subject(
        labels=labels,
        title=text,
        words=WORDS,
        territories=[holder.token for holder in holders],
        place_names=[holder.name for holder in holders],
        points=[(commune.latitude or 0.0, commune.longitude or 0.0)] if placed and commune else [],
        own=0,
    )


def _cards(found: Sequence[Ranked]) -> list[Card]:
    """Return the first of them, each with why and how far."""
    notes = {
        candidate.initiative: ", ".join(filter(None, [reason(candidate), far(km)]))
        for candidate, km in found[:SHOWN]
    }
    return [replace(card, note=notes[card.pk]) for card in cards([Hit(number) for number in notes])]


def _subjects(terms: Sequence[Term], tags: Sequence[Tag]) -> list[tuple[Tag | Theme, int]]:
    counts = {term.key: term.sheets for term in terms}
    by_theme = {theme.pk: theme for theme in Theme.objects.remembered()}
    named: list[Tag | Theme] = [*tags]
    named += [by_theme[pk] for pk in dict.fromkeys(tag.theme_id for tag in tags) if pk in by_theme]
    keys = [f"{'tag' if isinstance(one, Tag) else 'theme'}:{one.pk}" for one in named]
    return [(one, counts[key]) for one, key in zip(named, keys, strict=True) if key in counts]
