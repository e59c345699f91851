"""`manage.py read_feeds`: what the worker does every twenty minutes, now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from articles.models import PartnerFeed
from articles.partners.visits import Busy, visit


class Command(BaseCommand):
    """Read the feeds of partners."""

    help = "Reads the feeds of partner sites that are due; --all reads every one that is active."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what may be asked."""
        parser.add_argument("--all", action="store_true", help="whether they are due or not")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read them one after the other."""
        active = PartnerFeed.objects.filter(is_active=True).order_by("pk")
        for feed in active if options["all"] else PartnerFeed.objects.due(timezone.now()):
            try:
                found = visit(feed)
            except Busy:
                self.stdout.write(f"{feed}: another process reads a feed of this host.")
                continue
            self.stdout.write(f"{feed}: {found.taken} new." + (f" {found.error}" if found.error else ""))
