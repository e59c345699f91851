"""The mails about registrations, with made-up names: what each function of `events.registering.mails` gives.

Nothing here is a row of the database. A new template takes one line of `EXAMPLES`.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from events.models import Registration
from events.registering.places import when_in_words
from events.zones import PARIS
from moderation.mail_examples import SECRET, ExampleSheet
from outbox.examples import Example


def _told(**more: object) -> Mapping[str, object]:
    """Return what a mail to somebody who registered is given."""
    start = (timezone.now() + timedelta(days=10)).replace(hour=17, minute=0)
    event = ExampleSheet(title_text="Portes ouvertes du jardin des exemples")
    return {
        "registration": Registration(name="Claude Exemple", people=2, may_be_written=True),
        "event": event,
        "when": when_in_words(start, start + timedelta(hours=2), PARIS),
        "where": "Salle des exemples, Brest (Finistère)",
        "page": f"{settings.SITE_URL}/rencontres/portes-ouvertes/",
        "link": f"{settings.SITE_URL}/inscription/{SECRET}/",
        "calendar": f"{settings.SITE_URL}/rencontres/portes-ouvertes/rencontre.ics",
        "online": "https://exemple.fr/salle",
    } | more


def _moved() -> Mapping[str, object]:
    start = (timezone.now() + timedelta(days=9)).replace(hour=17, minute=0)
    return _told(before=when_in_words(start, start + timedelta(hours=2), PARIS))


def _report() -> Mapping[str, object]:
    return {
        "event": ExampleSheet(title_text="Portes ouvertes du jardin des exemples"),
        "name": "Camille Exemple",
        "people": 23,
        "parties": 14,
        "write": f"{settings.SITE_URL}/analyses/proposer/?rencontre=portes-ouvertes",
        "follow": f"{settings.SITE_URL}/suivi/{SECRET}/inscriptions/",
    }


EXAMPLES: dict[str, Example] = {
    "registration_cancelled": lambda: _told(
        word="La salle est plus petite que prévu. Venez le mois prochain."
    ),
    "registration_confirmation": lambda: _told(fits=True),
    "registration_confirmed": _told,
    "registration_freed": _told,
    "registration_joined": lambda: _told(
        registration=Registration(name="Claude Exemple", people=2, state=Registration.State.WAITING)
    ),
    "registration_known": _told,
    "registration_moved": _moved,
    "registration_off": _told,
    "registration_reminder": _told,
    "registration_waiting": lambda: _told(left=1),
    "registration_word": lambda: _told(text="Pensez à prendre une paire de gants et de quoi boire."),
    "report_wanted": _report,
}
