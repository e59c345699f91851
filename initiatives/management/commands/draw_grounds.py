"""`manage.py draw_grounds`: what the worker does each night, now."""

from typing import Any

from django.core.management.base import BaseCommand

from initiatives.grounds import draw_all


class Command(BaseCommand):
    """Draw the maps of territories that changed."""

    help = (
        "Draws the land and the communes that the maps of regions and departments show, where they changed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        self.stdout.write(f"{draw_all()} grounds of maps drawn.")
