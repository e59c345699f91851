"""Initiatives and actors as they were in a snapshot: what still exists comes back, the rest is told."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from initiatives.actions import erase_unused_photos
from initiatives.models import Actor, Call, Initiative, Location, Membership, Participation, Tag, Theme
from initiatives.models.tag import fold_all, slug_of
from moderation.models import FormerSlug, Status
from moderation.snapshots import take_fields, take_slug, unchanged
from photos.models import Photo
from places.models import Commune, Department, Intercommunality, Region

INITIATIVE_FIELDS = (
    "title", "summary", "description", "stage", "scale", "since", "links", "phone", "email", "opening_hours",
    "carried_by", "licence", "source", "source_url", "source_id", "verified_at",
)  # fmt: skip
CALL_FIELDS = ("title", "kind", "text", "until", "link", "outcome")
ACTOR_FIELDS = ("name", "kind", "summary", "description", "links", "phone", "email")
PLACES: dict[str, Any] = {
    "commune": Commune,
    "intercommunality": Intercommunality,
    "department": Department,
    "region": Region,
}


def restore_initiative(initiative: Initiative, data: Mapping[str, Any]) -> list[str]:
    """Bring an initiative back, with its themes, tags, places, actors and photos; return what could not come.

    Raises django.core.exceptions.ValidationError when its fields are not valid any more.
    """
    same = unchanged(initiative, data)
    take_fields(initiative, data, INITIATIVE_FIELDS)
    left = take_slug(initiative, data) + _take_themes(initiative, data)
    initiative.full_clean(exclude=same)
    initiative.save()
    left += _take_tags(initiative, data.get("tags", []))
    left += _take_locations(initiative, data.get("locations", []))
    left += _take_actors(initiative, data.get("actors", []))
    left += take_photos(initiative, data.get("photos", []))
    return left


def restore_actor(actor: Actor, data: Mapping[str, Any]) -> list[str]:
    """Bring an actor back, with its networks; return what could not come. Raises ValidationError as above."""
    same = unchanged(actor, data)
    take_fields(actor, data, ACTOR_FIELDS)
    left = take_slug(actor, data)
    commune = data.get("commune")
    if commune and not Commune.objects.filter(pk=commune).exists():
        left.append(f"la commune de code {commune}")
        commune = None
    actor.commune_id = commune
    actor.full_clean(exclude=same)
    actor.save()
    networks = data.get("networks", [])
    found = actors_at(networks)
    left += [f"le réseau «\u00a0{slug}\u00a0»" for slug in networks if slug not in found]
    kept = {network.pk for network in found.values()} - {actor.pk}
    # What a merge left with the network that joined another comes back when it is undone.
    unwanted = Membership.objects.filter(actor=actor).exclude(network__in=kept)
    unwanted.exclude(network__status=Status.MERGED).delete()
    rows = [Membership(actor=actor, network_id=number) for number in sorted(kept)]
    Membership.objects.bulk_create(rows, ignore_conflicts=True)
    return left


def restore_call(call: Call, data: Mapping[str, Any]) -> list[str]:
    """Bring a call back; return what could not come. Raises ValidationError as above."""
    same = unchanged(call, data)
    take_fields(call, data, CALL_FIELDS)
    left = take_slug(call, data)
    call.full_clean(exclude=same)
    call.save()
    return left


def actors_at(slugs: Iterable[str]) -> dict[str, Actor]:
    """Return the actors that these addresses lead to today, whatever their status: renamed and merged ones too."""
    wanted = list(slugs)
    found = {
        actor.slug: actor for actor in Actor.objects.filter(slug__in=wanted).select_related("merged_into")
    }
    for slug in wanted:
        owner = found.get(slug) or FormerSlug.objects.owner_of(Actor, slug)
        if owner is not None:
            merged = owner.merged_into if owner.status == Status.MERGED else None
            found[slug] = merged if isinstance(merged, Actor) else owner
    return found


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


def _take_tags(initiative: Initiative, names: Sequence[str]) -> list[str]:
    """Give back the tags that exist, those that they were merged into, and no new one."""
    keys = dict(zip(names, fold_all(names), strict=True))
    by_key = {tag.key: tag for tag in Tag.objects.filter(key__in=keys.values())}
    tags = {
        name: by_key.get(key) or FormerSlug.objects.owner_of(Tag, slug_of(name, key))
        for name, key in keys.items()
    }
    initiative.tags.set([tag for tag in tags.values() if tag])
    return [f"l’étiquette «\u00a0{name}\u00a0»" for name, tag in tags.items() if tag is None]


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
    known = {
        name: set(
            model.objects.filter(pk__in=[item.get(name) for item in items]).values_list("pk", flat=True)
        )
        for name, model in PLACES.items()
    }
    initiative.locations.all().delete()
    for item in items:
        codes = {f"{name}_id": item.get(name) for name in PLACES}
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
            # Wider ones only follow the most precise: one that is gone is left empty.
            for name in PLACES:
                if item.get(name) not in known[name]:
                    setattr(location, f"{name}_id", None)
            location.full_clean()
        except ValidationError:
            kind = dict(Location.Kind.choices).get(location.kind, location.kind).lower()
            code = f", code {item[level]}" if level else ""
            left.append(f"un lieu ({kind}{code})")
        else:
            location.save()
    return left


def _take_actors(initiative: Initiative, items: Sequence[Mapping[str, Any]]) -> list[str]:
    found = actors_at(item["actor"] for item in items)
    left = [
        f"l’acteur «\u00a0{item['name']}\u00a0»"
        for item in items
        if item["actor"] not in found or item["role"] not in Participation.Role.values
    ]
    parts = {
        (found[item["actor"]].pk, item["role"]): None
        for item in items
        if item["actor"] in found and item["role"] in Participation.Role.values
    }
    # What a merge left with the actor that joined another comes back when it is undone.
    initiative.participations.exclude(actor__status=Status.MERGED).delete()
    for actor, role in parts:
        Participation.objects.create(initiative=initiative, actor_id=actor, role=role)
    return left


def take_photos(initiative: Initiative, items: Sequence[Mapping[str, Any]]) -> list[str]:
    """Give back the photos that still exist, in their order and with their words; those added since are erased.

    What another initiative shows is not to be taken from it.
    """
    elsewhere = Initiative.photos.through.objects.exclude(initiative=initiative).values("photo")
    numbers = [item["id"] for item in items]
    own = initiative.photos.filter(pk__in=numbers).values("pk")
    free = Photo.objects.filter(Q(pk__in=own) | ~Q(pk__in=elsewhere.filter(photo__in=numbers)))
    known = free.in_bulk(numbers)
    added = [photo for photo in initiative.photos.all() if photo.pk not in known]
    wanted = [item for item in items if item["id"] in known]
    in_order = [photo.pk for photo in sorted(known.values(), key=lambda photo: (photo.rank, photo.pk))]
    moved = in_order != [item["id"] for item in wanted]
    for rank, item in enumerate(wanted):
        photo = known[item["id"]]
        photo.alt, photo.credit = item.get("alt") or "", item.get("credit") or ""
        photo.rank = rank if moved else photo.rank
        photo.save(update_fields=["alt", "credit", "rank"])
    initiative.photos.set(known.values())
    erase_unused_photos(added)
    return [
        f"une photo («\u00a0{item['alt']}\u00a0»)" if item.get("alt") else "une photo"
        for item in items
        if item["id"] not in known
    ]
