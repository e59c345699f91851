"""Loading the demonstration set, and taking it away."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from initiatives.demo import extras
from initiatives.demo.forgetting import forget
from initiatives.jobs import prepare_layouts
from initiatives.models import (
    Actor,
    Call,
    Initiative,
    Location,
    Membership,
    Participation,
    Synonyms,
    Tag,
    Theme,
)
from initiatives.network.preparing import COUNTRY
from moderation import actions
from moderation.authors import Author
from photos import actions as photos
from places.models import Commune
from places.territory import Territory

FOLDER = Path(__file__).resolve().parent
EXAMPLES = "Jeu de démonstration"
FOUNDING = "Texte fondateur du cercle des Territoires contributifs"
SOURCES = [FOUNDING, EXAMPLES]
DEFAULT_PUBLISHED = "2026-01-15"  # for what the files give no date


def read(name: str) -> Any:
    """Return what one file of the set holds."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def initiatives() -> list[dict[str, Any]]:
    """Return the initiatives of the set, the founding ones first."""
    files = sorted(
        (FOLDER / "initiatives").glob("*.json"), key=lambda path: (path.stem != "founding", path.stem)
    )
    return [row for path in files for row in read(f"initiatives/{path.name}")]


@transaction.atomic
def load() -> int:
    """Load what is not there yet; return the number of initiatives made. Needs the gazetteer."""
    themes = load_themes()
    for row in read("tags.json"):
        (tag,) = Tag.objects.named([row["name"]])
        if row["theme"] and tag.theme_id is None:
            tag.theme = themes[row["theme"]]
            tag.save(update_fields=["theme"])
    load_synonyms()
    actors = load_actors(themes)
    known = set(Initiative.objects.filter(source__in=SOURCES).values_list("source_id", flat=True))
    rows = [row for row in initiatives() if row["slug"] not in known]
    for row in rows:
        _load_initiative(row, themes, actors)
    load_calls({row["slug"] for row in rows})
    extras.load()
    if rows:
        prepare_layouts.defer(after=COUNTRY)  # a network is worth looking at on the first day
    return len(rows)


def load_calls(slugs: set[str]) -> None:
    """Make the calls of the initiatives that were just made; they run from today."""
    today = timezone.localdate()
    for row in read("calls.json"):
        if row["initiative"] not in slugs:
            continue
        call = Call.objects.create(
            initiative=Initiative.objects.get(source__in=SOURCES, source_id=row["initiative"]),
            kind=row["kind"],
            title=row["title"],
            text=row["text"],
            until=today + timedelta(days=row["days"]),
            is_example=True,
        )
        actions.import_published(sheet=call, by=Author.system())


def load_themes() -> dict[str, Theme]:
    """Make the first themes, unless an administrator has changed them; return all by slug."""
    for row in read("themes.json"):
        Theme.objects.get_or_create(
            slug=row["slug"], defaults={name: row[name] for name in row if name != "slug"}
        )
    return {theme.slug: theme for theme in Theme.objects.all()}


def load_synonyms() -> None:
    """Make the first synonyms, when there are none: an administrator may have changed them, or not want one of them."""
    if not Synonyms.objects.exists():
        Synonyms.objects.bulk_create(
            Synonyms(expressions="\n".join(group)) for group in read("synonyms.json")
        )


def load_actors(themes: dict[str, Theme]) -> dict[str, Actor]:
    """Make the actors of the set; return all of them by slug."""
    rows = read("actors.json")
    actors = {actor.slug: actor for actor in Actor.objects.filter(slug__in=[row["slug"] for row in rows])}
    made = []
    for row in rows:
        if row["slug"] in actors:
            continue
        actors[row["slug"]] = Actor.objects.create(
            slug=row["slug"],
            name=row["name"],
            kind=row["kind"],
            summary=row["summary"],
            description=row.get("description", ""),
            commune=Commune.objects.filter(pk=row["commune"]).first() if row.get("commune") else None,
            territory=row.get("territory", ""),
            links=row.get("links", []),
            is_example=row["example"],
        )
        actors[row["slug"]].themes.set([themes[slug] for slug in row.get("themes", [])])
        actors[row["slug"]].skills.set(Tag.objects.named(row.get("skills", [])))
        made.append(row)
    for row in made:
        for network in row.get("networks", []):
            Membership.objects.get_or_create(actor=actors[row["slug"]], network=actors[network])
        actions.import_published(
            sheet=actors[row["slug"]], by=Author.system(), published_at=_moment(DEFAULT_PUBLISHED)
        )
    return actors


def _moment(day: str) -> datetime:
    """Return nine in the morning of an ISO date."""
    return timezone.make_aware(datetime.combine(datetime.fromisoformat(day).date(), time(9)))


def _load_initiative(row: dict[str, Any], themes: dict[str, Theme], actors: dict[str, Actor]) -> None:
    initiative = Initiative.objects.create(
        slug=row["slug"],
        title=row["title"],
        summary=row["summary"],
        description=row.get("description", ""),
        main_theme=themes[row["theme"]],
        stage=row["stage"],
        scale=row["scale"],
        since=row.get("since"),
        links=row.get("links", []),
        opening_hours=row.get("opening_hours") or "",
        verified_at=date.fromisoformat(row["verified"]) if "verified" in row else None,
        is_example=row["example"],
        source=EXAMPLES if row["example"] else FOUNDING,
        source_id=row["slug"],
        created_at=_moment(row.get("published") or DEFAULT_PUBLISHED),
        updated_at=_moment(row.get("published") or DEFAULT_PUBLISHED),
    )
    initiative.themes.set([themes[slug] for slug in row.get("themes", [])])
    initiative.tags.set(Tag.objects.named(row.get("tags", [])))
    for place in row["locations"]:
        Location.objects.create(initiative=initiative, **_location(place))
    for part in row.get("actors", []):
        Participation.objects.create(initiative=initiative, actor=actors[part["slug"]], role=part["role"])
    if photo := row.get("photo"):
        content = (FOLDER / "photos" / f"{photo['image']}.webp").read_bytes()
        initiative.photos.add(photos.take_in(content=content, alt=photo["alt"], credit=photo["credit"]))
    actions.import_published(
        sheet=initiative, by=Author.system(), published_at=_moment(row.get("published") or DEFAULT_PUBLISHED)
    )


def _location(row: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a location from its row in the set."""
    fields: dict[str, Any] = {"kind": row["kind"], "address": row.get("address") or ""}
    fields |= {name: row.get(name) for name in ("latitude", "longitude")}
    if row.get("commune"):
        fields["commune"] = Commune.objects.by_code(row["commune"])
    elif row.get("territory"):
        territory = Territory.from_token(row["territory"])
        if territory is None:
            raise ValueError(f"unknown territory in the demonstration set: {row['territory']}")
        name = {"region": "region", "departement": "department", "intercommunalite": "intercommunality"}[
            territory.kind
        ]
        fields[f"{name}_id"] = territory.code
    return fields


@transaction.atomic
def remove(*, everything: bool = False) -> int:
    """Take the examples away, or the founding entries too; return the number of initiatives removed."""
    extras.remove()
    doomed = Initiative.objects.filter(source__in=SOURCES if everything else [EXAMPLES])
    count = doomed.count()
    forget(Call.objects.filter(initiative__in=doomed))
    forget(doomed)
    slugs = [row["slug"] for row in read("actors.json") if everything or row["example"]]
    forget(Actor.objects.filter(slug__in=slugs, participations=None))
    Tag.objects.filter(tagged=None, tagged_actors=None, theme=None).delete()
    return count
