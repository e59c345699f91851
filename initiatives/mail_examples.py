"""The mails about unfinished forms, with made-up links: see `outbox.examples`."""

from types import SimpleNamespace

from django.conf import settings
from django.utils import timezone

from contributors.models.draft import MAILED_LIFETIME
from outbox.examples import Example


def _animation(**more: object) -> dict[str, object]:
    """Return what a mail about a territory to animate is given."""
    return {
        "actor": SimpleNamespace(name="Maison des Exemples"),
        "territory": "Exempleville (00)",
        "link": f"{settings.SITE_URL}/animer/exemple-sans-effet/",
    } | more


EXAMPLES: dict[str, Example] = {
    "animator_confirmed": _animation,
    "animator_ended": _animation,
    "animator_proposed": _animation,
    "animator_refused": lambda: _animation(answer="Un autre acteur l’anime déjà, écrivez-lui\u202f!"),
    "later": lambda: {
        "link": f"{settings.SITE_URL}/initiatives/proposer/?brouillon=exemple-sans-effet",
        "expires": timezone.now() + MAILED_LIFETIME,
    },
}
