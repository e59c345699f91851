"""What the page of an actor shows of others: its initiatives by role, its networks, its members."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.models import prefetch_related_objects

from contact.reach import is_reachable
from initiatives.cards import Card, cards
from initiatives.likeness.peers import peers_of
from initiatives.models import Actor, DeclaredBy, KeyCount, Participation
from initiatives.models.animator import animated_by
from initiatives.network.neighbourhood import neighbourhood_of
from initiatives.results import Hit
from initiatives.structured import actor_data
from places.statements import fetch

PER_ROLE = 12
TIES_SHOWN = 24
LOOKED_AT = 24  # initiatives, of which the subjects are those of the actor
# Of the initiatives of each role the newest, among the last ones that named the actor: nobody waits for those of a body
# that has a hand in everything.
PARTS = """
SELECT role, initiative_id, declared_by FROM (
    SELECT p.role, p.initiative_id, p.declared_by,
        row_number() OVER (PARTITION BY p.role ORDER BY l.position DESC) AS rank
    FROM (
        SELECT role, initiative_id, declared_by FROM initiatives_participation
        WHERE actor_id = %s AND (%s OR declared_by = 'both') ORDER BY id DESC LIMIT 2000
    ) AS p JOIN initiatives_listing AS l USING (initiative_id)
) AS ranked WHERE rank <= %s ORDER BY rank
"""
# Its networks and its members, each by name; published actors alone have a listing.
TIED = ("id", "name", "slug", "kind")  # what a page tells of each, in the order of the columns of the model
TIES = """
SELECT tied.is_network, tied.declared_by, a.id, a.name, a.slug, a.kind FROM (
    (SELECT true AS is_network, m.declared_by, m.id, l.actor_id, l.name_key
    FROM initiatives_membership AS m JOIN initiatives_actorlisting AS l ON l.actor_id = m.network_id
    WHERE m.actor_id = %s AND (%s OR m.declared_by = 'both') ORDER BY l.name_key, m.id LIMIT %s)
    UNION ALL
    (SELECT false, m.declared_by, m.id, l.actor_id, l.name_key
    FROM initiatives_membership AS m JOIN initiatives_actorlisting AS l ON l.actor_id = m.actor_id
    WHERE m.network_id = %s AND (%s OR m.declared_by = 'both') ORDER BY l.name_key, m.id LIMIT %s)
) AS tied JOIN initiatives_actor AS a ON a.id = tied.actor_id ORDER BY tied.name_key, tied.id
"""
# What is said beside a relation that one side alone declares.
OF_INITIATIVES = {DeclaredBy.SUBJECT: "selon cet acteur", DeclaredBy.OBJECT: "selon l’initiative"}
OF_NETWORKS = {DeclaredBy.SUBJECT: "selon cet acteur", DeclaredBy.OBJECT: "selon le réseau"}
OF_MEMBERS = {DeclaredBy.SUBJECT: "selon ce membre", DeclaredBy.OBJECT: "selon le réseau"}
# The role of an actor over the list of its initiatives.
HEADINGS: dict[str, str] = {
    Participation.Role.LEADS: "Porte",
    Participation.Role.PARTNER: "Partenaire de",
    Participation.Role.FUNDS: "Finance",
    Participation.Role.HOSTS: "Accueille",
    Participation.Role.SUPPORTS: "Soutient",
}


@dataclass(frozen=True)
class Part:
    """The newest initiatives in which an actor has one role, each with who says so when one side alone does."""

    heading: str
    initiatives: list[tuple[Card, str]]


@dataclass(frozen=True)
class Tie:
    """A network of an actor, or a member of one, with who says so when one side alone does."""

    actor: Actor
    note: str


def parts_of(actor: Actor) -> list[Part]:
    """Return the newest initiatives of an actor, role by role; leaders first."""
    rows = fetch(PARTS, [actor.pk, bool(settings.SHOW_DECLARED_RELATIONS), PER_ROLE])
    known = {
        card.pk: card for card in cards([Hit(number) for number in dict.fromkeys(row[1] for row in rows)])
    }
    shown: dict[str, list[tuple[Card, str]]] = {role: [] for role in HEADINGS}
    for role, number, declared_by in rows:
        if number in known:
            shown[role].append((known[number], OF_INITIATIVES.get(declared_by, "")))
    return [Part(HEADINGS[role], found) for role, found in shown.items() if found]


def ties_of(actor: Actor) -> tuple[list[Tie], list[Tie]]:
    """Return the first published networks and members of an actor, by name: one more than pages show, of each."""
    most, shows_all = TIES_SHOWN + 1, bool(settings.SHOW_DECLARED_RELATIONS)
    networks: list[Tie] = []
    members: list[Tie] = []
    for is_network, declared_by, *columns in fetch(TIES, [actor.pk, shows_all, most] * 2):
        other = Actor.from_db(DEFAULT_DB_ALIAS, TIED, columns)
        notes, ties = (OF_NETWORKS, networks) if is_network else (OF_MEMBERS, members)
        ties.append(Tie(other, notes.get(declared_by, "")))
    return networks, members


def contents(actor: Actor) -> dict[str, Any]:
    """Return what the page of a published actor shows."""
    prefetch_related_objects(
        [actor], "themes", "skills"
    )  # the page tells them twice: to people and to machines
    networks, members = ties_of(actor)
    parts = parts_of(actor)
    shown = list(dict.fromkeys(card.pk for part in parts for card, _ in part.initiatives))
    count = KeyCount.objects.number(f"acteur:{actor.pk}")
    return {
        "actor": actor,
        "parts": parts,
        "initiatives_count": count,
        "has_more": count > len(shown),
        "networks": networks[:TIES_SHOWN],
        "members": members[:TIES_SHOWN],
        "has_more_members": len(members) > TIES_SHOWN,
        "structured": actor_data(actor, [tie.actor for tie in networks]),
        "animated": animated_by(actor),
        "reachable": is_reachable(actor),
        "neighbourhood": neighbourhood_of(actor),
        "peers": peers_of(actor, shown[:LOOKED_AT]),
    }
