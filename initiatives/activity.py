"""Who is active in a territory or on a theme, and how recent its sheets are.

Of few sheets it is looked at now; of many, it was counted at night (`initiatives.counts.activity`), and actors that
went since, or take part in none of them any more, are left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from initiatives.models import Actor
from places.addresses import address
from places.statements import fetch

SHOWN = 8  # actors, and as many networks
LOOKED_AT = 500  # sheets at most, where several filters meet and nothing was counted: the newest
# What was published or verified in the last year.
FRESH = "l.published_at >= now() - interval '1 year' OR i.verified_at >= current_date - 365"

COUNTED = """
SELECT v.actors, v.fresh, a.slug, a.name, a.kind, r.count
FROM initiatives_vitality AS v LEFT JOIN (
    initiatives_actorrank AS r JOIN initiatives_actor AS a ON a.id = r.actor_id AND a.status = 'published'
        AND EXISTS (
            SELECT FROM initiatives_participation AS p JOIN initiatives_listing AS l USING (initiative_id)
            WHERE p.actor_id = r.actor_id AND l.keys @> ARRAY[r.within] AND l.keys @> ARRAY['acteur:' || p.actor_id]
        )
) ON r.within = v.within WHERE v.within = %s ORDER BY r.count DESC, fold(a.name), a.id
"""
# The sheets first, by their index; then all that is asked of them.
LOOKED_UP = """
WITH here AS MATERIALIZED ({here}),
fresh AS (
    SELECT count(*) AS number FROM here AS l JOIN initiatives_initiative AS i ON i.id = l.initiative_id WHERE {fresh}
), acting AS (
    SELECT substr(key, 8)::bigint AS actor, count(*) AS number FROM here, unnest(keys) AS key
    WHERE starts_with(key, 'acteur:') GROUP BY 1
), ranked AS (
    SELECT a.id, a.slug, a.name, a.kind, number,
        row_number() OVER (PARTITION BY kind = 'reseau' ORDER BY number DESC, fold(name), a.id) AS rank
    FROM acting JOIN initiatives_actor AS a ON a.id = actor AND a.status = 'published'
)
SELECT (SELECT count(*) FROM acting) AS actors, (SELECT number FROM fresh) AS fresh, slug, name, kind, number
FROM (SELECT 1) AS one LEFT JOIN ranked ON rank <= %s ORDER BY number DESC, fold(name), id
"""
OF_KEY = LOOKED_UP.format(
    here="SELECT initiative_id, keys, published_at FROM initiatives_listing WHERE keys @> ARRAY[%s]",
    fresh=FRESH,
)
OF_SHEETS = LOOKED_UP.format(
    here="SELECT initiative_id, keys, published_at FROM initiatives_listing WHERE initiative_id = ANY(%s)",
    fresh=FRESH,
)

KINDS: dict[str, str] = dict(Actor.Kind.choices)


@dataclass(frozen=True)
class Active:
    """An actor, and in how many of the sheets in question it takes part."""

    slug: str
    name: str
    kind: str
    count: int

    @property
    def url(self) -> str:
        """The address of its page."""
        return address("actor", self.slug)

    @property
    def role(self) -> str:
        """What it is and how much it does, for components/people.html."""
        return f"{KINDS[self.kind].lower()}, {self.count}\u00a0initiative{'s' if self.count > 1 else ''}"


@dataclass(frozen=True)
class Activity:
    """What is going on in a set of sheets."""

    actor_count: int
    fresh: int
    """Sheets published or verified within a year."""
    actors: list[Active]
    networks: list[Active]


def activity_of(key: str) -> Activity:
    """Return what is going on in the sheets of one key: a territory (`departement-29`), a theme (`theme:3`)."""
    return _read(fetch(COUNTED, [key]) or fetch(OF_KEY, [key, SHOWN]))


def activity_among(sheets: Iterable[int]) -> Activity:
    """Return what is going on in these sheets (primary keys)."""
    return _read(fetch(OF_SHEETS, [list(sheets), SHOWN]))


def _read(rows: list[Any]) -> Activity:
    actors = [Active(*row[2:]) for row in rows if row[2] is not None]
    return Activity(
        rows[0][0],
        rows[0][1],
        [actor for actor in actors if actor.kind != Actor.Kind.NETWORK][:SHOWN],
        [actor for actor in actors if actor.kind == Actor.Kind.NETWORK][:SHOWN],
    )
