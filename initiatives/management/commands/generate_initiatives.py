"""`manage.py generate_initiatives`: believable sheets for trials."""

import time
from pathlib import Path
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
        # Apart, they tell how long the database takes, whatever making rows costs.
        parser.add_argument(
            "--make-rows", type=Path, metavar="FOLDER", help="only make the rows, into a new folder"
        )
        parser.add_argument(
            "--from-rows",
            type=Path,
            metavar="FOLDER",
            help="write those of a folder, made for the same count and seed",
        )
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
        asked: dict[str, Any] = {"count": options["count"], "seed": options["seed"]}
        into, prepared = options["make_rows"], options["from_rows"]
        if into:
            if into.exists():
                raise CommandError(f"{into} is already there.")
            generation.prepare(**asked, folder=into)
            return
        if prepared and not prepared.is_dir():
            raise CommandError(f"There is no folder {prepared}.")
        generation.generate(**asked, report=report, prepared=prepared)
