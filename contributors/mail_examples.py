"""The mails to members of the team, with made-up names: see `outbox.examples`."""

from datetime import timedelta
from types import SimpleNamespace

from django.conf import settings
from django.utils import timezone

from contributors.models import User
from outbox.examples import Example

SECRET = "exemple-sans-effet"  # noqa: S105 no token: the links of examples lead nowhere


def _invitation() -> dict[str, object]:
    by = User(username="camille.exemple", first_name="Camille", last_name="Exemple")
    invitation = SimpleNamespace(
        name="Dominique Exemple", invited_by=by, expires_at=timezone.now() + timedelta(days=7)
    )
    return {"invitation": invitation, "link": f"{settings.SITE_URL}/invitation/{SECRET}/"}


EXAMPLES: dict[str, Example] = {
    "invitation": _invitation,
    "new_password": lambda: {
        "user": User(username="camille.exemple"),
        "link": f"{settings.SITE_URL}/mot-de-passe/{SECRET}/",
        "hours": 2,
    },
}
