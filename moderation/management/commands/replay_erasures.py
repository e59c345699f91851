"""`manage.py replay_erasures`: after a backup is restored, erase again what was erased since it was made."""

from typing import Any

from django.core.management.base import BaseCommand

from moderation.erasure import erasure_list, replay


class Command(BaseCommand):
    """Replays the list of erasures."""

    help = "Erase again the sheets and versions that were erased after the backup that was just restored."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many came back and went again."""
        self.stdout.write(f"{replay()} sheets or versions erased again, by {erasure_list()}.")
