"""The mails about unfinished forms and about calls, with made-up links: see `outbox.examples`."""

from datetime import timedelta
from types import SimpleNamespace

from django.conf import settings
from django.utils import timezone

from contributors.models.draft import MAILED_LIFETIME
from outbox.examples import Example

EXAMPLES: dict[str, Example] = {
    "later": lambda: {
        "link": f"{settings.SITE_URL}/initiatives/proposer/?brouillon=exemple-sans-effet",
        "expires": timezone.now() + MAILED_LIFETIME,
    },
    "call_ending": lambda: {
        "sheet": SimpleNamespace(
            title_text="Deux personnes pour arroser en août", until=timezone.localdate() + timedelta(days=7)
        ),
        "contributor": SimpleNamespace(name="Camille Exemple"),
        "follow": f"{settings.SITE_URL}/suivi/exemple-sans-effet/",
    },
}
