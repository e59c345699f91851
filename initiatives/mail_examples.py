"""The mails about unfinished forms, relations and calls, with made-up links: see `outbox.examples`."""

from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace

from django.conf import settings
from django.utils import timezone

from contributors.models.draft import MAILED_LIFETIME
from outbox.examples import Example


def _bond() -> SimpleNamespace:
    """Stand for a relation between two made-up sheets."""
    return SimpleNamespace(
        sentence="«\u00a0Les Jardins d’Exempleville\u00a0» porte «\u00a0Jardin partagé des Exemples\u00a0»"
    )


def _relation(**more: object) -> Mapping[str, object]:
    """Return what a mail about a relation is given."""
    sheets = {
        "sheet": SimpleNamespace(title_text="Les Jardins d’Exempleville"),
        "other": SimpleNamespace(title_text="Jardin partagé des Exemples"),
    }
    person = SimpleNamespace(name="Camille Exemple", email="camille@exemple.fr")
    link = f"{settings.SITE_URL}/relations/exemple-sans-effet/"
    return {"bond": _bond(), "contributor": person, "link": link} | sheets | more


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
    "relation_asked": lambda: _relation(again=False),
    "relation_answered": lambda: _relation(yes=True),
    "relation_pages": lambda: _relation(
        links=[(_relation()["sheet"], f"{settings.SITE_URL}/relations/exemple-sans-effet/")]
    ),
    "call_ending": lambda: {
        "sheet": SimpleNamespace(
            title_text="Deux personnes pour arroser en août", until=timezone.localdate() + timedelta(days=7)
        ),
        "contributor": SimpleNamespace(name="Camille Exemple"),
        "follow": f"{settings.SITE_URL}/suivi/exemple-sans-effet/",
    },
}
