"""The mails of the letter, with made-up news: what each function that writes them gives. See `outbox.examples`."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from moderation.mail_examples import SECRET
from newsletter.digest import Digest, Part
from newsletter.periods import Period, Rhythm
from newsletter.sections import SECTIONS, Item
from newsletter.selection import Selection
from outbox.examples import Example

NEWS = {
    "initiatives": Item(
        number=0,
        title="Jardin partagé des Exemples",
        url=f"{settings.SITE_URL}/initiatives/jardin-partage-des-exemples/",
        place="Exempleville (00)",
        summary="Un jardin inventé, où l’on cultive à plusieurs des légumes imaginaires, le samedi matin.",
    ),
    "appels": Item(
        number=0,
        title="Deux personnes pour arroser en août",
        url=f"{settings.SITE_URL}/appels/deux-personnes-pour-arroser-en-aout/",
        place="Jardin partagé des Exemples, Exempleville (00)",
        when="jusqu’au 31 juillet 2026",
        summary="Deux heures par semaine, le soir.",
    ),
    "rencontres": Item(
        number=0,
        title="Portes ouvertes du jardin",
        url=f"{settings.SITE_URL}/rencontres/portes-ouvertes-du-jardin/",
        place="Exempleville (00)",
        when="samedi 11 juillet 2026, de 14\u00a0h à 18\u00a0h",
        summary="Visite, goûter et plantations, pour qui veut voir comment ça marche.",
    ),
    "analyses": Item(
        number=0,
        title="Ce que trois saisons de jardin nous ont appris",
        url=f"{settings.SITE_URL}/analyses/ce-que-trois-saisons-de-jardin-nous-ont-appris/",
        place="Retour d’expérience",
        when="par Camille Le Goff",
        summary="Ce qui a marché, et ce que nous ferions autrement.",
    ),
}


def example_digest() -> Digest:
    """Return made-up news of a week."""
    parts = [Part(section, [NEWS[section.name]]) for section in SECTIONS if section.name in NEWS]
    return Digest(Selection(), Period(Rhythm.WEEKLY, date(2026, 6, 29)), parts)


def _given(**more: object) -> Mapping[str, object]:
    return {
        "digest": example_digest(),
        "selection": Selection(),
        "rhythm": Rhythm.WEEKLY.label,
        "manage_url": f"{settings.SITE_URL}/lettre/abonnement/{SECRET}/",
        "stop_url": f"{settings.SITE_URL}/lettre/desinscription/{SECRET}/",
    } | more


EXAMPLES: dict[str, Example] = {
    "letter": _given,
    "list": lambda: _given(
        prefix="[exemples]",
        introduction="Bonne lecture, et à samedi au jardin\u202f!",
        submit_url=f"{settings.SITE_URL}/initiatives/proposer/",
        archive_url=f"{settings.SITE_URL}/lettre/",
    ),
    "confirmation": lambda: _given(link=f"{settings.SITE_URL}/confirmer/lettre/{SECRET}/"),
    "already": lambda: _given(is_paused=False),
    "still_wanted": lambda: _given(
        since=timezone.now() - timedelta(days=1200), until=timezone.localdate() + timedelta(days=60)
    ),
    "held": lambda: _given(
        lines=["état\u00a0: en cours", "territoires\u00a0: toute la France"],
        sheets_url=f"{settings.SITE_URL}/mes-fiches/",
    ),
}
