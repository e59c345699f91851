"""An initiative as a snapshot says it was."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from initiatives.models import (
    Agreement,
    DeclaredBy,
    Initiative,
    Location,
    Participation,
    Theme,
)
from initiatives.relating.bonds import Bond
from initiatives.relating.cases import follow, is_refused
from initiatives.restoring.actor import actors_at
from initiatives.restoring.tags import take_tags
from moderation.models import Status
from moderation.sheet_photos import take_photos
from moderation.snapshots import take_fields, take_slug, unchanged
from places.models import Commune, Department, Intercommunality, Region

INITIATIVE_FIELDS = (
    "title", "summary", "description", "stage", "scale", "since", "links", "phone", "email", "opening_hours",
    "carried_by", "licence", "source", "source_url", "source_id", "verified_at",
)  # fmt: skip
PLACES: dict[str, Any] = {
    "commune": Commune,
    "intercommunality": Intercommunality,
    "department": Department,
    "region": Region,
}


def restore_initiative(initiative: Initiative, data: Mapping[str, Any], *, agreed: bool = False) -> list[str]:
    """Bring an initiative back, with its themes, tags, places, actors and photos; return what could not come.

    A relation that is there keeps what both sides say of it. One that is not is only declared by this sheet when it
    comes back, for the other side may have refused it since; with `agreed`, as the snapshot says: sheets are merged.
    Raises django.core.exceptions.ValidationError when its fields are not valid any more.
    """
    same = unchanged(initiative, data)
    take_fields(initiative, data, INITIATIVE_FIELDS)
    left = take_slug(initiative, data) + _take_themes(initiative, data)
    initiative.full_clean(exclude=same)
    initiative.save()
    left += take_tags(initiative.tags, data.get("tags", []))
    left += _take_locations(initiative, data.get("locations", []))
    left += _take_actors(initiative, data.get("actors", []), agreed=agreed)
    left += take_photos(initiative, data.get("photos", []))
    return left


def _take_themes(initiative: Initiative, data: Mapping[str, Any]) -> list[str]:
    main, others = data.get("main_theme", ""), data.get("themes", [])
    known = {theme.slug: theme for theme in Theme.objects.filter(slug__in=[main, *others])}
    if main in known:
        initiative.main_theme = known[main]
    initiative.themes.set([known[slug] for slug in others if slug in known and slug != main])
    return [
        f"le thème «\u00a0{slug}\u00a0»"
        for slug in dict.fromkeys([main, *others])
        if slug and slug not in known
    ]


def _of_today(model: Any, codes: Sequence[str | None]) -> dict[str | None, str]:
    """Return the codes of today of the places that these are, or were: one that joined another is that one."""
    joins = "successor" if model in (Commune, Intercommunality) else "pk"
    rows = model.objects.filter(pk__in=codes).values_list("pk", joins)
    return {code: today or code for code, today in rows}


def _take_locations(initiative: Initiative, items: Sequence[Mapping[str, Any]]) -> list[str]:
    """Make the places anew: the database fills in the territories that hold a commune as they are today.

    The same places keep their rows: a page of the admin that is open names them.
    """
    left: list[str] = []
    there = list(initiative.locations.all())
    if [location.snapshot() for location in there] == list(items):
        for location in there:
            location.save()
        return left
    known = {name: _of_today(model, [item.get(name) for item in items]) for name, model in PLACES.items()}
    initiative.locations.all().delete()
    for item in items:
        # Wider ones only follow the most precise: one that is gone is left empty.
        codes = {f"{name}_id": known[name].get(item.get(name)) for name in PLACES}
        location = Location(
            initiative=initiative,
            kind=item.get("kind", ""),
            address=item.get("address") or "",
            latitude=item.get("latitude"),
            longitude=item.get("longitude"),
            **codes,
        )
        level = next((name for name in PLACES if item.get(name)), None)
        try:
            if level and item[level] not in known[level]:
                raise ValidationError("This place is gone.")
            location.full_clean()
        except ValidationError:
            kind = dict(Location.Kind.choices).get(location.kind, location.kind).lower()
            code = f", code {item[level]}" if level else ""
            left.append(f"un lieu ({kind}{code})")
        else:
            location.save()
    return left


def _take_actors(initiative: Initiative, items: Sequence[Mapping[str, Any]], *, agreed: bool) -> list[str]:
    found = actors_at(item["actor"] for item in items)
    left = [
        f"l’acteur «\u00a0{item['name']}\u00a0»"
        for item in items
        if item["actor"] not in found or item["role"] not in Participation.Role.values
    ]
    parts = {
        (found[item["actor"]].pk, item["role"]): item.get("declared_by") or DeclaredBy.BOTH
        for item in items
        if item["actor"] in found and item["role"] in Participation.Role.values
    }
    # What a merge left with the actor that joined another comes back when it is undone.
    rows = initiative.participations.exclude(actor__status=Status.MERGED)
    there = {(actor, role): said for actor, role, said in rows.values_list("actor", "role", "declared_by")}
    rows.delete()
    names = {actor.pk: actor for actor in found.values()}
    for (actor, role), said in parts.items():
        bond = Bond(Agreement.Kind.PARTICIPATION, role, names[actor], initiative)
        if (actor, role) not in there and not agreed and is_refused(bond, DeclaredBy.OBJECT):
            left.append(f"l’acteur «\u00a0{names[actor].name}\u00a0», qui a dit non")
            continue
        now = there.get((actor, role)) or (said if agreed else DeclaredBy.OBJECT)
        Participation.objects.create(initiative=initiative, actor_id=actor, role=role, declared_by=now)
    if not agreed and parts.keys() - there.keys():
        follow(initiative)
    return left
