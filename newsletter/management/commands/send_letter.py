"""`manage.py send_letter`: what the worker does each hour, by hand; or, with `--dry-run`, what it would do."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from newsletter import issues, sending
from newsletter.digest import compose


class Command(BaseCommand):
    """Sends the letters that are due."""

    help = "Write the letters that are due in the outbox; with --dry-run, only say how many there are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take `--dry-run`."""
        parser.add_argument("--dry-run", action="store_true", help="Write nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, or count."""
        if options["dry_run"]:
            self._count()
            return
        issues.open_drafts(timezone.localdate())
        lists, report = issues.send_automatic(), sending.send()
        self.stdout.write(
            f"{report.written} letters written, {report.without_news} subscribers without news, {lists} mailing lists"
        )

    def _count(self) -> None:
        """Say how many subscribers are due for each period, in how many different letters, and what is empty."""
        for name, groups in _by_period().items():
            digests = [(group.count, compose(group.selection, group.period)) for group in groups]
            letters = sum(count for count, digest in digests if not digest.is_empty)
            without = sum(count for count, digest in digests if digest.is_empty)
            self.stdout.write(
                f"{name}: {letters} letters in {len(digests)} choices, {without} subscribers without news"
            )


def _by_period() -> dict[str, list[sending.Due]]:
    found: dict[str, list[sending.Due]] = {}
    for group in sending.due(timezone.localdate()):
        found.setdefault(group.period.name, []).append(group)
    return found
