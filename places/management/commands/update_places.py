"""The door to the official figures, once the site runs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from places.actions import Loaded, load
from places.gazetteer import official
from places.gazetteer.content import GazetteerError


class Command(BaseCommand):
    """Load the official figures over the bundled ones."""

    help = (
        "Met à jour les lieux avec les chiffres officiels\u00a0: centres exacts, contours, communes nouvelles ou "
        "réunies. Tout est pris, ou rien n’est changé."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where the files are."""
        parser.add_argument(
            "--from",
            dest="source",
            required=True,
            metavar="DOSSIER|ADRESSE",
            help=f"dossier ou adresse http(s) où se trouvent {', '.join(official.FILES)}",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read everything first, then change everything at once."""
        try:
            loaded = load(gazetteer=official.read(options["source"]))
        except GazetteerError as error:
            raise CommandError(f"{error} Rien n’a été changé.") from error
        for line in report(loaded):
            self.stdout.write(line)


def report(loaded: Loaded) -> list[str]:
    """Return what was done, line by line."""
    lines = [f"{loaded.changes} lignes nouvelles ou changées."]
    for what, moved in (("communes", loaded.communes), ("intercommunalités", loaded.intercommunalities)):
        if moved:
            pairs = ", ".join(f"{gone} → {successor}" for gone, successor in list(moved.items())[:20])
            lines.append(
                f"{len(moved)} codes de {what} ont un successeur\u00a0: {pairs}{'…' if len(moved) > 20 else '.'}"
            )
    if loaded.orphans:
        lines.append(f"Gardés, faute de successeur connu\u00a0: {', '.join(loaded.orphans)}.")
    if loaded.stayed:
        lines.append(f"{loaded.stayed} lignes liées n’ont pas pu suivre, leur double existant déjà.")
    return lines
