"""Refuse an edition that was cut on its way or contradicts itself, before anything is changed."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from places.gazetteer.content import Gazetteer, GazetteerError
from places.models import Commune, Department, Intercommunality, Region

# Communes merge by the hundred at most: an edition with a smaller share of what is known was truncated.
COMPLETE = 0.9


def check(gazetteer: Gazetteer) -> None:
    """Compare the edition with the tables and with itself.

    Raises:
        GazetteerError: a list is empty, much shorter than what is known, or names what is not listed.
    """
    regions = _codes("régions", gazetteer.regions, Region.objects.all())
    # The official files leave out the overseas collectivities, which have no region and which the bundle has.
    departments = _codes("départements", gazetteer.departments, Department.objects.exclude(region=None))
    departments |= set(Department.objects.values_list("code", flat=True))
    groups = _codes("intercommunalités", gazetteer.intercommunalities, Intercommunality.objects.current())
    _codes("communes", gazetteer.communes, Commune.objects.current())
    _refer("région", (row.region for row in gazetteer.departments), regions)
    _refer("département", (row.department for row in gazetteer.communes), departments)
    _refer("intercommunalité", (row.intercommunality for row in gazetteer.communes), groups)
    if empty := groups - {row.intercommunality for row in gazetteer.communes}:
        raise GazetteerError(f"Ces intercommunalités n’ont aucune commune\u00a0: {_few(empty)}.")


def _codes(what: str, rows: Iterable[Any], known: QuerySet) -> set[str]:
    counts = Counter(row.code for row in rows)
    if twice := {code for code, count in counts.items() if count > 1}:
        raise GazetteerError(f"Des {what} figurent deux fois\u00a0: {_few(twice)}.")
    before = known.count()
    if not counts or len(counts) < before * COMPLETE:
        raise GazetteerError(
            f"La liste des {what} semble tronquée\u00a0: {len(counts)}, contre {before} jusqu’ici."
        )
    return set(counts)


def _refer(what: str, codes: Iterable[str | None], known: set[str]) -> None:
    if unknown := {code for code in codes if code} - known:
        raise GazetteerError(f"Des codes de {what} ne sont dans aucune liste\u00a0: {_few(unknown)}.")


def _few(codes: set[str]) -> str:
    return ", ".join(sorted(codes)[:5]) + (", …" if len(codes) > 5 else "")
