"""`manage.py load_geojson`: published sheets from a GeoJSON file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from initiatives import geojson
from initiatives.models import Theme


class Command(BaseCommand):
    """Load a file; say what became of each row that was refused."""

    help = "Loads the points of a GeoJSON file as published sheets; rows that cannot be are listed with the reason."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what may be asked."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--source", required=True, help="where the data come from, as shown on each sheet"
        )
        parser.add_argument("--source-url", default="", help="the address of that source")
        parser.add_argument("--licence", required=True, help="for example «\u00a0CC BY 4.0\u00a0»")
        parser.add_argument("--theme", default="numerique", help="slug of the main theme of all rows")
        parser.add_argument(
            "--tag", action="append", default=[], metavar="VALUE=TAG", help="rename a value to a tag"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it."""
        theme = Theme.objects.filter(slug=options["theme"]).first()
        if theme is None:
            raise CommandError(f"No theme has the slug «\u00a0{options['theme']}\u00a0».")
        tags = dict(pair.split("=", 1) for pair in options["tag"] if "=" in pair)
        source = geojson.Source(options["source"], options["licence"], options["source_url"], theme, tags)
        try:
            features = geojson.read_features(options["file"])
        except (OSError, geojson.FileRefused) as error:
            raise CommandError(str(error)) from error
        outcomes = list(geojson.load(features, source))
        for outcome in outcomes:
            if outcome.error:
                self.stderr.write(f"ligne {outcome.row}\u00a0: {outcome.error}")
            if outcome.twin:
                titles = f"«\u00a0{outcome.title}\u00a0» attend, car «\u00a0{outcome.twin}\u00a0»"
                self.stderr.write(
                    f"ligne {outcome.row}\u00a0: {titles} raconte peut-être déjà la même chose."
                )
        waiting = sum(bool(outcome.twin) for outcome in outcomes)
        made = sum(not outcome.error and outcome.is_new for outcome in outcomes) - waiting
        known = sum(not outcome.error and not outcome.is_new for outcome in outcomes)
        refused = sum(bool(outcome.error) for outcome in outcomes)
        self.stdout.write(
            f"Fiches publiées\u00a0: {made}, en attente\u00a0: {waiting}, déjà là\u00a0: {known}, "
            f"lignes refusées\u00a0: {refused}."
        )
