"""What sets the page of a person apart: it exists because that person asked for it."""

from typing import TYPE_CHECKING

from contributors.models import Consent

if TYPE_CHECKING:
    from initiatives.models.actor import Actor

KIND_STAYS = (
    "La page d’une personne n’existe que parce que cette personne l’a demandée\u00a0: aucune autre page n’en devient "
    "une, et elle n’en devient pas une autre."
)


def why_not_public(actor: "Actor") -> str:
    """Return, in French, why an actor may not be shown: a person who never asked for a page at their name."""
    if actor.kind != actor.Kind.PERSON:
        return ""
    agreed = Consent.objects.filter(content_type=actor.content_type(), object_id=actor.pk)
    if agreed.filter(purpose=Consent.Purpose.PERSON_ACTOR).exists():
        return ""
    return (
        f"«\u00a0{actor.name}\u00a0» est une personne\u00a0: sa page ne peut être mise en ligne que si elle l’a "
        "demandée elle-même, par le formulaire du site."
    )


def is_another(actor: "Actor", kind: str) -> bool:
    """Whether a page at somebody's name would become that of something else, or the reverse."""
    return kind != actor.kind and actor.Kind.PERSON in (kind, actor.kind)
