"""Erasing what a person without an account wrote to others: at their wish, by themselves or by the team."""

from django.db import transaction
from django.utils import timezone

from contributors import acts
from contributors.models import Contributor, RightsRequest, User
from contributors.rights_requests import note_self_service
from moderation import holdings
from moderation.erasure import remember_erasure

WHAT = "messages et mises en relation"


@transaction.atomic
def erase_words(*, contributor: Contributor, by: User | None) -> int:
    """Blank all that a person wrote to others; return how many exchanges had to stay until moderators decide.

    Their sheets stay: each has its own way to be erased. `by` is who did it for them, None when they did it themselves.
    """
    left = holdings.forget_person(contributor, timezone.now())
    acts.record(acts.Kind.ERASURE, by=by, about=acts.name_of(contributor), detail=WHAT)
    if by is None:
        note_self_service(
            kind=RightsRequest.Kind.ERASURE,
            done="Messages effacés aussitôt, depuis un lien reçu par courriel.",
        )
    remember_erasure(contributor._meta.label_lower, contributor.pk)
    return left
