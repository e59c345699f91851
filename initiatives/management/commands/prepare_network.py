"""`manage.py prepare_network`: what the worker does each night, now."""

from typing import Any

from django.core.management.base import BaseCommand

from initiatives.network.preparing import COUNTRY, FIRST, prepare, prepare_some

SLICE = 100


class Command(BaseCommand):
    """Lay out the networks that changed."""

    help = "Prepares the drawings of the network, of the country and of each territory that can be drawn in detail."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        prepare(COUNTRY)
        last = FIRST
        while last:
            last = prepare_some(last, SLICE)
        self.stdout.write("Network prepared.")
