"""Part of every start: the gazetteer that comes with the site."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from places.actions import load
from places.gazetteer import bundle
from places.gazetteer.content import GazetteerError
from places.models import Commune, Edition


class Command(BaseCommand):
    """Load the bundle, unless it or something better is there."""

    help = "Charge les régions, départements, intercommunalités et communes fournis avec le site."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to load it again."""
        parser.add_argument(
            "--force",
            action="store_true",
            help="recharge même si cette édition, ou des chiffres officiels, sont déjà là",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was done in one line."""
        try:
            gazetteer = bundle.read()
            latest = Edition.objects.last()
            if latest and not options["force"] and (latest.official or latest.digest == gazetteer.digest):
                self.stdout.write(f"Les lieux sont déjà chargés ({latest}).")
                return
            loaded = load(gazetteer=gazetteer)
        except GazetteerError as error:
            raise CommandError(f"{error} Rien n’a été changé.") from error
        count = Commune.objects.current().count()
        self.stdout.write(
            f"{count} communes ({loaded.edition}), {loaded.changes} lignes nouvelles ou changées."
        )
