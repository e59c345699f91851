"""What the page of an actor shows of others: its initiatives by role, its networks, its members."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F, prefetch_related_objects

from contact.reach import is_reachable
from initiatives.cards import Card, cards
from initiatives.likeness.peers import peers_of
from initiatives.models import Actor, DeclaredBy, KeyCount, Membership, Participation
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


def networks_of(actor: Actor) -> list[Tie]:
    """Return the published networks of an actor, by name."""
    rows = Membership.objects.shown().filter(actor=actor).select_related("network")
    return [
        Tie(row.network, OF_NETWORKS.get(DeclaredBy(row.declared_by), ""))
        for row in _by_name(rows, "network")
    ]


def members_of(network: Actor) -> list[Tie]:
    """Return the first published members of a network, by name."""
    rows = Membership.objects.shown().filter(network=network).select_related("actor")
    return [
        Tie(row.actor, OF_MEMBERS.get(DeclaredBy(row.declared_by), "")) for row in _by_name(rows, "actor")
    ]


def _by_name(rows: Any, side: str) -> Sequence[Membership]:
    # Published actors alone have a listing.
    listed = rows.filter(**{f"{side}__listing__isnull": False})
    found: list[Membership] = list(listed.order_by(F(f"{side}__listing__name_key"), "pk")[: TIES_SHOWN + 1])
    return found


def contents(actor: Actor) -> dict[str, Any]:
    """Return what the page of a published actor shows."""
    prefetch_related_objects(
        [actor], "themes", "skills"
    )  # the page tells them twice: to people and to machines
    networks, members = networks_of(actor), members_of(actor)
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
