"""The one row by which the database knows what settings say of relations that one side alone declares."""

from typing import Any

from django.conf import settings
from django.db import transaction

from initiatives.models import ProjectionRule


@transaction.atomic
def follow_settings() -> bool:
    """Bring the rule in line with the settings; when it changes, have lists and cards written again. Tell whether."""
    shows = settings.SHOW_DECLARED_RELATIONS
    ProjectionRule.objects.get_or_create(pk=1)
    changed = ProjectionRule.objects.exclude(shows_declared=shows).update(shows_declared=shows)
    if changed:
        from initiatives.jobs import refresh_actor_listings, refresh_listings

        refresh_listings.defer(after=0)
        # After those of initiatives, from which it reads where actors are active.
        refresh_actor_listings.defer(after=0)
    return bool(changed)


def after_migrations(sender: Any, **_: Any) -> None:
    """Follow the settings at each installation and update: `migrate` runs then."""
    follow_settings()
