"""An actor as a snapshot says it was."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from initiatives.models import (
    Actor,
    Agreement,
    DeclaredBy,
    Membership,
    Theme,
)
from initiatives.models.person import KIND_STAYS, is_another
from initiatives.relating.bonds import Bond
from initiatives.relating.cases import follow, is_refused
from initiatives.relating.rings import closes_a_ring
from initiatives.restoring.tags import take_tags
from moderation.models import FormerSlug, Status
from moderation.snapshots import take_fields, take_slug, unchanged
from places.models import Commune

ACTOR_FIELDS = ("name", "kind", "summary", "description", "territory", "links", "phone", "email")


def restore_actor(actor: Actor, data: Mapping[str, Any], *, agreed: bool = False) -> list[str]:
    """Bring an actor back, with its networks; return what could not come. Raises ValidationError as above."""
    same = unchanged(actor, data)
    if is_another(actor, data.get("kind", actor.kind)):
        raise ValidationError({"kind": ValidationError(KIND_STAYS, code="person")})
    take_fields(actor, data, ACTOR_FIELDS)
    left = take_slug(actor, data)
    code = data.get("commune")
    commune = Commune.objects.by_code(code) if code else None  # today's, if it joined another
    if code and commune is None:
        left.append(f"la commune de code {code}")
    actor.commune = commune
    if actor.acts_in is not None:
        actor.territory = actor.acts_in.token
    elif actor.territory:
        left.append(f"le territoire «\u00a0{actor.territory}\u00a0»")
        actor.territory = ""
    actor.full_clean(exclude=same)
    actor.save()
    # A version of before actors had them says nothing of them.
    if "themes" in data:
        left += _take_actor_themes(actor, data["themes"])
    if "skills" in data:
        left += take_tags(actor.skills, data["skills"])
    networks = data.get("networks", [])
    found = actors_at(networks)
    left += [f"le réseau «\u00a0{slug}\u00a0»" for slug in networks if slug not in found]
    rings = {slug for slug, network in found.items() if network != actor and closes_a_ring(actor, network)}
    left += [f"le réseau «\u00a0{slug}\u00a0», qui fait partie de celui-ci" for slug in sorted(rings)]
    kept = {network.pk for slug, network in found.items() if slug not in rings} - {actor.pk}
    # What a merge left with the network that joined another comes back when it is undone.
    unwanted = Membership.objects.filter(actor=actor).exclude(network__in=kept)
    unwanted.exclude(network__status=Status.MERGED).delete()
    there = set(actor.memberships.values_list("network", flat=True))
    came = [network for network in found.values() if network.pk in kept - there]
    said = DeclaredBy.BOTH if agreed else DeclaredBy.SUBJECT
    for network in sorted(came, key=lambda network: network.pk):
        if not agreed and is_refused(Bond(Agreement.Kind.MEMBERSHIP, "", actor, network), said):
            left.append(f"le réseau «\u00a0{network.name}\u00a0», qui a dit non")
        else:
            Membership.objects.get_or_create(actor=actor, network=network, defaults={"declared_by": said})
    if came and not agreed:
        follow(actor)
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


def _take_actor_themes(actor: Actor, slugs: Sequence[str]) -> list[str]:
    known = {theme.slug: theme for theme in Theme.objects.filter(slug__in=slugs)}
    actor.themes.set(known.values())
    return [f"le thème «\u00a0{slug}\u00a0»" for slug in slugs if slug not in known]
