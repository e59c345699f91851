"""`manage.py generate_initiatives`: believable sheets for trials."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from initiatives.trial import generation, removal

MOST = 5_000_000


class Command(BaseCommand):
    """Make trial sheets, or remove them."""

    help = (
        "Makes N published sheets across the country, the same for the same seed; --remove takes them away."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what may be asked."""
        parser.add_argument("--count", type=int, default=1000, help=f"how many sheets, up to {MOST:,}")
        parser.add_argument("--seed", type=int, default=1, help="another seed makes other sheets")
        parser.add_argument("--remove", action="store_true", help="remove all trial sheets instead")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make or remove them, with progress."""
        start = time.monotonic()

        def report(done: int) -> None:
            speed = done / max(time.monotonic() - start, 0.001)
            self.stdout.write(f"{done} sheets, {speed:.0f} a second")

        if options["remove"]:
            self.stdout.write(f"{removal.remove(report)} trial sheets removed.")
            return
        if not 1 <= options["count"] <= MOST:
            raise CommandError(f"--count must lie between 1 and {MOST:,}.")
        generation.generate(count=options["count"], seed=options["seed"], report=report)
