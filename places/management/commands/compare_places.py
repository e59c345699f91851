"""The check of the bundled positions, to run each time that the bundle is made anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.formats import number_format

from places.gazetteer import bundle, official
from places.gazetteer.comparison import FAR_KM, TOLERATED, Distances, compare
from places.gazetteer.content import GazetteerError

WORST_SHOWN = 15


class Command(BaseCommand):
    """Compare the bundle, not the tables, with the official centres."""

    help = "Compare les positions fournies avec le site aux centres officiels\u202f; échoue si trop sont fausses."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where the official files are."""
        parser.add_argument(
            "--from", dest="source", required=True, metavar="DOSSIER|ADRESSE", help="comme pour update_places"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the figures; fail if the promise is not kept."""
        try:
            comparison = compare(bundle.read().communes, official.read(options["source"]).communes)
        except GazetteerError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{comparison.communes} communes\u202f; les positions exactes concernent "
            f"{_percent(comparison.inhabitants, 1)} de la population."
        )
        self._show("exactes", comparison.exact)
        self._show("approchées", comparison.approximate)
        for distance, commune in comparison.exact.far[:WORST_SHOWN]:
            self.stdout.write(f"  {distance:5.0f} km  {commune.code} {commune.name} ({commune.population})")
        if not comparison.holds:
            share = _percent(comparison.exact.share_far, 2)
            raise CommandError(
                f"{share} des positions exactes sont à plus de {FAR_KM:.0f}\u00a0km, "
                f"il en faut moins de {_percent(TOLERATED, 1)}."
            )

    def _show(self, what: str, distances: Distances) -> None:
        half, most, nearly_all = (_decimals(distances.quantile(share), 1) for share in (0.5, 0.9, 0.99))
        self.stdout.write(
            f"{len(distances)} positions {what} comparées\u00a0: la moitié à moins de {half}\u00a0km, "
            f"90\u00a0% à moins de {most}\u00a0km, 99\u00a0% à moins de {nearly_all}\u00a0km\u202f; "
            f"{len(distances.far)} à plus de {FAR_KM:.0f}\u00a0km ({_percent(distances.share_far, 2)})."
        )


def _percent(share: float, decimals: int) -> str:
    return f"{_decimals(100 * share, decimals)}\u00a0%"


def _decimals(number: float, decimals: int) -> str:
    return number_format(round(number, decimals), decimals)  # which cuts, and does not round
