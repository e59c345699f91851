"""`manage.py purge`: what the worker purges by itself, at once."""

from typing import Any

from django.core.management.base import BaseCommand

from contributors import jobs
from moderation import erasure


class Command(BaseCommand):
    """Delete what is kept no longer: drafts, unconfirmed and refused sheets, links, counters, old mails."""

    help = "Deletes drafts, unconfirmed and refused sheets, links and counters that are out of date."

    def handle(self, *args: Any, **options: Any) -> None:
        """Purge, and write how many of each went."""
        for name, count in (erasure.purge() | jobs.purge()).items():
            self.stdout.write(f"{count:6d}  {name}")
