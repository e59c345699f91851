"""`manage.py load_demo`: the demonstration set."""

from typing import Any

from django.core.management.base import BaseCommand

from initiatives.demo import loading


class Command(BaseCommand):
    """Load the demonstration set; what is there already stays."""

    help = "Loads the founding entries and the examples; run it again without harm."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it."""
        count = loading.load()
        if options["verbosity"]:
            self.stdout.write(f"{count} initiatives loaded.")
