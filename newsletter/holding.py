"""What is kept here about sheets and persons, told to the floors below."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from contributors.models import Contributor
from moderation.holdings import Holding
from newsletter import sending, subscribing
from newsletter.models import Issue, Subscription
from newsletter.sections import SECTIONS


def forget(content_type: ContentType, numbers: Sequence[int]) -> None:
    """Take sheets out of the letters that told of them: not even their numbers stay."""
    gone = set(numbers)
    for section in SECTIONS:
        if ContentType.objects.get_for_model(section.kind) != content_type:
            continue
        for number in gone:
            told = Issue.objects.filter(contents__contains={section.name: [number]})
            for issue in told.select_for_update(of=("self",)):
                kept = [one for one in issue.contents[section.name] if one not in gone]
                issue.contents = issue.contents | {section.name: kept}
                issue.save(update_fields=["contents"])


def told(subscription: Subscription) -> dict[str, Any]:
    """Return what is kept of a subscription, under French names."""
    sections = {section.name: section.label for section in SECTIONS}
    chosen = subscription.selection
    return {
        "état": subscription.get_state_display(),
        "demandé le": subscription.created_at,
        "en cours depuis": subscription.active_since,
        "à raconter depuis": subscription.owed_since,
        "dernier signe de vous": subscription.heard_at,
        "territoires": [place.label for place in chosen.places],
        "thèmes": [theme.name for theme in chosen.subjects],
        "rubriques": [sections[name] for name in chosen.kinds if name in sections],
        "rythme": subscription.get_rhythm_display(),
        "lettres envoyées": [
            {
                "premier jour": delivery.period.first,
                "le": delivery.at,
                "refusée": delivery.refused_at is not None,
            }
            for delivery in subscription.deliveries.filter(is_empty=False)
        ],
    }


def export(contributor: Contributor) -> dict[str, Any]:
    """Return the subscription of a person."""
    found = Subscription.objects.filter(contributor=contributor).first()
    return {"abonnement à la lettre": told(found)} if found else {}


def forget_person(contributor: Contributor, until: datetime) -> int:
    """Leave subscriptions alone: they are no words to others, and each letter has a link that erases them at once."""
    return 0


def erase_again(found: models.Model) -> bool:
    """End a subscription that a backup brought back."""
    return isinstance(found, Subscription) and subscribing.stop(subscription=found)


def purge() -> dict[str, int]:
    """Delete what is out of date; the worker does it every night with all that is purged about sheets."""
    return {
        "unconfirmed subscriptions": subscribing.forget_unconfirmed(),
        "silent subscriptions": subscribing.forget_silent(),
        "deliveries of letters": sending.purge(),
    }


HOLDING = Holding(
    forget=forget, export=export, purge=purge, forget_person=forget_person, erase_again=erase_again
)
