"""For whoever has lost both their application and their recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from contributors import second_factor
from contributors.models import User


class Command(BaseCommand):
    """Take away the second factor of an account, which then chooses another at its next log-in."""

    help = "Takes away the second factor of an account of the team, which then enrols another."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the name of the account."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it away, and say so."""
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"No account is named {options['username']!r}.")
        if second_factor.remove(user=user, by=None):
            self.stdout.write(
                f"{user.get_username()} will be asked to enrol a second factor at the next log-in."
            )
        else:
            self.stdout.write(f"{user.get_username()} had no second factor.")
