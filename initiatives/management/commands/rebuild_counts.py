"""`manage.py rebuild_counts`: what the worker does each night, now."""

from typing import Any

from django.core.management.base import BaseCommand

from initiatives.counts import rebuild_counts


class Command(BaseCommand):
    """Make counts anew."""

    help = "Makes the counts of lists and map anew, and chooses for which keys and words they are kept."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        rebuild_counts()
        self.stdout.write("Counts made anew.")
