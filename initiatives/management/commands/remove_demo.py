"""`manage.py remove_demo`: takes the examples away."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from initiatives.demo import loading


class Command(BaseCommand):
    """Remove the demonstration set."""

    help = "Removes the examples; with --all, the founding entries too. What people added stays."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what may be asked."""
        parser.add_argument("--all", action="store_true", help="the founding entries too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove it."""
        self.stdout.write(f"{loading.remove(everything=options['all'])} initiatives removed.")
