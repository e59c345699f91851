"""What only one of two merged sheets may have: photos and calls of initiatives, roles and members of actors.

Of the rest, provenance stays with each: the next import of a source finds its record, and where it went.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from initiatives.animating import propose_anew
from initiatives.models import Actor, Animator, DeclaredBy, Initiative, Membership, Participation
from initiatives.relating.moving import give_kinships_back, move_kinships
from initiatives.relating.rings import closes_a_ring
from initiatives.relating.words import give_cases_back, give_words_back, take_words_over
from initiatives.restoring import restore_actor, restore_initiative
from moderation.sheet_photos import take_photos
from moderation.speakers import has_speaker
from photos.models import Photo

PROPOSED = {"state": Animator.State.PROPOSED, "asked_by": Animator.Side.DESK}  # to the actor, by a moderator


def take_photos_over(
    initiative: Initiative, loser: Initiative, data: Mapping[str, Any]
) -> tuple[list[str], dict[str, Any]]:
    """Make an initiative what `data` says, with photos and calls of the other; see `Sheet.take_over`.

    A photo is public or not, so one sheet has it. Those that the winner does not keep wait with the loser, unseen.
    """
    wanted = {item["id"] for item in data.get("photos", [])}
    put_aside = [photo.pk for photo in initiative.photos.all() if photo.pk not in wanted]
    given = [photo.pk for photo in loser.photos.all() if photo.pk in wanted]
    loser.photos.add(*put_aside)
    initiative.photos.add(*given)
    left = _become(initiative, data)
    loser.photos.remove(*given)
    calls = list(loser.calls.order_by("pk").values_list("pk", flat=True))
    loser.calls.update(initiative=initiative)
    moved = {"put_aside": put_aside, "given": given, "calls": calls, **move_kinships(loser, initiative)}
    return left, moved | take_words_over(initiative, loser)


def give_photos_back(
    initiative: Initiative,
    loser: Initiative,
    data: Mapping[str, Any],
    loser_data: Mapping[str, Any],
    moved: Mapping[str, Any],
) -> list[str]:
    """Make an initiative what `data` says, and let the other have its photos and calls again; see `Sheet.give_back`."""
    give_words_back(moved)
    # Both have all of them for a moment: a photo that no sheet has would be erased on the way.
    initiative.photos.add(*Photo.objects.filter(pk__in=moved.get("put_aside", [])))
    loser.photos.add(*Photo.objects.filter(pk__in=moved.get("given", [])))
    initiative.calls.filter(pk__in=moved.get("calls", [])).update(initiative=loser)
    left = _become(initiative, data)
    give_kinships_back(initiative, loser, moved)
    give_cases_back(initiative, loser, moved)
    return left + take_photos(loser, loser_data.get("photos", []))


def take_roles_over(actor: Actor, loser: Actor, data: Mapping[str, Any]) -> tuple[list[str], dict[str, Any]]:
    """Make an actor what `data` says, with what the other does and who its members are; see `Sheet.take_over`."""
    declared, theirs = _declared(actor), _declared(loser)
    left = _become(actor, data, declared=theirs)
    roles, members = _move(loser, actor, None, None)
    replaced = _outdone(actor, loser)
    territories = _move_territories(loser, actor, None, back=replaced)
    moved = {"roles": roles, "members": members, "declared": declared, "territories": territories}
    return left, moved | {"replaced": replaced} | take_words_over(actor, loser)


def give_roles_back(
    actor: Actor, loser: Actor, data: Mapping[str, Any], moved: Mapping[str, Any]
) -> list[str]:
    """Make an actor what `data` says, and let the other do again what it did; see `Sheet.give_back`."""
    give_words_back(moved)
    left = _become(actor, data, declared=moved.get("declared"))
    wanted = {(initiative, role) for initiative, role in moved.get("roles", [])}
    roles, members = _move(actor, loser, wanted, set(moved.get("members", [])))
    territories = _move_territories(
        actor, loser, moved.get("territories", []), back=moved.get("replaced", [])
    )
    give_cases_back(actor, loser, moved)
    gone = len(wanted) - len(roles) + len(moved.get("members", [])) - len(members)
    gone += len(moved.get("territories", [])) - len(territories)
    if gone == 1:
        left.append("un lien retiré depuis")
    elif gone > 1:
        left.append(f"{gone}\u00a0liens retirés depuis")
    return left


def _become(sheet: Any, data: Mapping[str, Any], *, declared: Mapping[str, str] | None = None) -> list[str]:
    """Become what `data` says, and the relations that come with it what the other sheet had of them.

    `declared` says which networks only one side declares, by number as text: a snapshot names all alike.
    """
    if dict(data) == sheet.snapshot():
        return []
    if isinstance(sheet, Initiative):
        return restore_initiative(sheet, data, agreed=True)
    there = set(sheet.memberships.values_list("network", flat=True))
    left = restore_actor(sheet, data, agreed=True)
    for row in sheet.memberships.exclude(network__in=there):
        row.declared_by = (declared or {}).get(str(row.network_id), row.declared_by)
        row.save(update_fields=["declared_by"])
    return left


def _declared(actor: Actor) -> dict[str, str]:
    """Return which networks of an actor only one side declares."""
    rows = actor.memberships.exclude(declared_by=DeclaredBy.BOTH).values_list("network", "declared_by")
    return {str(network): declared_by for network, declared_by in rows}


def _move(
    origin: Actor, target: Actor, roles: set[tuple[int, str]] | None, members: set[int] | None
) -> tuple[list[tuple[int, str]], list[int]]:
    """Give the roles and the members of an actor to another, those that are named or all; return which went.

    What the other has already stays where it is, which nobody sees: nobody is twice in one list. So does a network of
    which the other is a member.
    """
    there = set(target.participations.values_list("initiative", "role"))
    moving = [
        row
        for row in origin.participations.order_by("pk")
        if (row.initiative_id, row.role) not in there
        and (roles is None or (row.initiative_id, row.role) in roles)
    ]
    Participation.objects.filter(pk__in=[row.pk for row in moving]).update(actor=target)
    known = {target.pk, *target.memberships_in.values_list("actor", flat=True)}
    joining = [
        row
        for row in origin.memberships_in.select_related("actor").order_by("pk")
        if row.actor_id not in known
        and (members is None or row.actor_id in members)
        and not closes_a_ring(row.actor, target)
    ]
    Membership.objects.filter(pk__in=[row.pk for row in joining]).update(network=target)
    return [(row.initiative_id, row.role) for row in moving], [row.actor_id for row in joining]


def _outdone(winner: Actor, loser: Actor) -> list[str]:
    """Return the territories that the loser animates, and of which the winner only spoke, or did not want."""
    theirs = loser.animations.filter(state=Animator.State.CONFIRMED).values("territory")
    rows = winner.animations.exclude(state=Animator.State.CONFIRMED).filter(territory__in=theirs)
    return list(rows.order_by("pk").values_list("territory", flat=True))


def _move_territories(
    origin: Actor, target: Actor, tokens: list[str] | None, *, back: list[str]
) -> list[str]:
    """Give to another actor the territories that one animates, or was to, those of these tokens or all; return which.

    What the other has already stays where it is, as roles do; of the tokens `back`, it goes the other way. What a
    moderator proposed is proposed anew to who speaks for the other actor, and waits where it is when nobody does.
    """
    returning = dict(target.animations.filter(territory__in=back).values_list("pk", "territory"))
    # Both rows of a territory cannot be the same actor's for a moment: those that go back wait under another word.
    target.animations.filter(pk__in=returning).update(territory=Concat(Value("~"), Cast("pk", CharField())))
    known = target.animations.values_list("territory", flat=True)
    moving = origin.animations.exclude(territory__in=list(known)).order_by("pk")
    if tokens is not None:
        moving = moving.filter(territory__in=tokens)
    elif not has_speaker(target):
        moving = moving.exclude(**PROPOSED)
    rows = list(moving)
    Animator.objects.filter(pk__in=[row.pk for row in rows]).update(actor=target)
    for pk, territory in returning.items():
        Animator.objects.filter(pk=pk).update(actor=origin, territory=territory)
    if tokens is None:
        for animator in Animator.objects.filter(pk__in=[row.pk for row in rows], **PROPOSED):
            propose_anew(animator)
    return [row.territory for row in rows]
