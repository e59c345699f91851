"""An account for whoever tries the demonstration: made once, its log-in shown at each start."""

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from contributors.models import User

USERNAME = "moderation"
EMAIL = "moderation@example.org"  # what the queue has to tell is then written in var/mail/ too


class Command(BaseCommand):
    """Make the moderator of the demonstration, who may do everything, and write its log-in."""

    help = "Makes the moderator account of the demonstration and writes its log-in."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write one line: name and password, or how to get a new password once it was changed in the admin."""
        if not settings.DEMO:
            raise CommandError("On a production site: manage.py createsuperuser.")
        path = Path(settings.VAR_DIR) / "moderator_password"
        known = path.exists()
        password = path.read_text().strip() if known else _new_password(path)
        user = User.objects.filter(username=USERNAME).first()
        if user is None or not known:
            user = user or User(username=USERNAME, email=EMAIL, is_staff=True, is_superuser=True)
            user.set_password(password)
            user.save()
        if user.check_password(password):
            self.stdout.write(f"  Log-in    {USERNAME}   password: {password}")
        else:
            self.stdout.write(
                f"  Log-in    {USERNAME}   password changed (remove {path} to have a new one made)"
            )


def _new_password(path: Path) -> str:
    """Return a random password, kept in `path` for the owner of the file only."""
    password = secrets.token_urlsafe(12)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(password + "\n")
    return password
