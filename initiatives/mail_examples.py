"""The mails about unfinished forms, with made-up links: see `outbox.examples`."""

from django.conf import settings
from django.utils import timezone

from contributors.models.draft import MAILED_LIFETIME
from outbox.examples import Example

EXAMPLES: dict[str, Example] = {
    "later": lambda: {
        "link": f"{settings.SITE_URL}/initiatives/proposer/?brouillon=exemple-sans-effet",
        "expires": timezone.now() + MAILED_LIFETIME,
    },
}
