"""Actors as rows of an export: organisations only.

A person agreed to be named on the site, not to be copied into files that anybody keeps: those are left out, and so are
telephone numbers and e-mail addresses.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.http import QueryDict

from initiatives.actor_search import ActorFilters
from initiatives.models import Actor, Membership
from moderation.models import Status
from opendata.columns import OPEN_LICENCE, ROWS_AT_MOST, Column, Export, day, joined, portions


@dataclass
class ActorRow:
    """One published actor, with the networks that it is a member of."""

    actor: Actor
    networks: list[str] = field(default_factory=list)


def actors_export(query: QueryDict) -> Export[ActorRow]:
    """Return the organisations that pass the filters of the list of actors, by name."""
    found = ActorFilters.parse(query).found.exclude(keys__contains=[f"type:{Actor.Kind.PERSON}"])
    numbers = list(found.order_by("name_key", "actor_id").values_list("pk", flat=True)[:ROWS_AT_MOST])
    return Export("acteurs", COLUMNS, _rows(numbers), _points)


def _rows(numbers: list[int]) -> Iterator[ActorRow]:
    for some in portions(numbers):
        rows = {
            actor.pk: ActorRow(actor)
            for actor in Actor.objects.published().filter(pk__in=some).select_related("commune")
        }
        networks = Membership.objects.shown().filter(actor__in=rows, network__status=Status.PUBLISHED)
        for pk, name in networks.order_by("network__name").values_list("actor", "network__name"):
            rows[pk].networks.append(name)
        yield from (rows[pk] for pk in some if pk in rows)


def _points(row: ActorRow) -> list[tuple[float, float]]:
    """Return the middle of the commune: an actor has no more precise place."""
    commune = row.actor.commune
    if commune is None or commune.longitude is None or commune.latitude is None:
        return []
    return [(commune.longitude, commune.latitude)]


def _address(row: ActorRow) -> str:
    return settings.SITE_URL + row.actor.get_absolute_url()


COLUMNS: tuple[Column[ActorRow], ...] = (
    Column(
        "adresse_permanente",
        "Adresse de la page\u00a0: elle reste valable si l’acteur change de nom.",
        _address,
    ),
    Column("nom", "Nom de l’organisation.", lambda row: row.actor.name),
    Column("sorte", "Association, collectivité, réseau…", lambda row: row.actor.get_kind_display()),
    Column("resume", "Ce qu’elle fait, en 280 signes au plus.", lambda row: row.actor.summary),
    Column("commune", "Nom de la commune.", lambda row: row.actor.commune.name if row.actor.commune else ""),
    Column(
        "code_commune", "Son code officiel (Insee), à lire comme du texte.", lambda row: row.actor.commune_id
    ),
    Column(
        "code_departement",
        "Code du département.",
        lambda row: row.actor.commune.department_id if row.actor.commune else None,
    ),
    Column(
        "reseaux",
        "Réseaux dont elle est membre, séparés par une barre droite.",
        lambda row: joined(row.networks),
    ),
    Column(
        "liens",
        "Sites, séparés par une barre droite.",
        lambda row: joined(link["url"] for link in row.actor.links),
    ),
    Column("publiee_le", "Jour de publication.", lambda row: day(row.actor.published_at)),
    Column("modifiee_le", "Jour de la dernière modification.", lambda row: day(row.actor.updated_at)),
    Column(
        "exemple",
        "«\u00a0oui\u00a0» pour une page inventée, qui montre le site.",
        lambda row: "oui" if row.actor.is_example else "non",
    ),
    Column(
        "licence_donnees", "Licence des faits\u00a0: noms, lieux, liens, dates.", lambda row: OPEN_LICENCE
    ),
    Column("licence_textes", "Licence du résumé.", lambda row: "CC BY-SA 4.0"),
)
