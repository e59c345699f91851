"""Load an edition of the gazetteer: all of it, or nothing."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db import connection, transaction

from places.gazetteer import tables
from places.gazetteer.completeness import check
from places.gazetteer.content import Gazetteer
from places.models import Commune, Edition, Intercommunality
from places.signals import places_updated
from places.succession import repoint


@dataclass
class Loaded:
    """What loading an edition did.

    `communes` and `intercommunalities` give the successor of each code that is gone; `orphans` are codes that the
    edition does not list without saying what became of them: they stay as they are. `stayed` counts the rows of other
    tables that could not follow to the successor, because their like was there already.
    """

    edition: Edition
    changes: int = 0
    communes: dict[str, str] = field(default_factory=dict)
    intercommunalities: dict[str, str] = field(default_factory=dict)
    orphans: list[str] = field(default_factory=list)
    stayed: int = 0


@transaction.atomic
def load(*, gazetteer: Gazetteer) -> Loaded:
    """Make the tables say what the edition says; rows whose codes are gone stay, with their successor.

    Raises:
        GazetteerError: the edition is incomplete or contradicts itself; nothing is changed.
    """
    with connection.cursor() as cursor:
        # Readers go on; a second loading waits for this one.
        cursor.execute("LOCK TABLE places_commune IN SHARE ROW EXCLUSIVE MODE")
    check(gazetteer)
    groups_before: dict[str, str | None] = dict(
        Commune.objects.current().values_list("code", "intercommunality")
    )
    gone_communes = sorted(groups_before.keys() - {row.code for row in gazetteer.communes})
    gone_groups = set(Intercommunality.objects.current().values_list("code", flat=True))
    gone_groups -= {row.code for row in gazetteer.intercommunalities}

    edition = Edition.objects.create(
        title=gazetteer.title, digest=gazetteer.digest, official=gazetteer.official
    )
    loaded = Loaded(edition, changes=tables.write(gazetteer))
    _succeed_communes(gazetteer, gone_communes, loaded)
    _succeed_intercommunalities(gone_groups, groups_before, loaded)
    if loaded.changes or loaded.communes or loaded.intercommunalities:
        places_updated.send(
            Edition,
            edition=edition,
            communes=loaded.communes,
            intercommunalities=loaded.intercommunalities,
        )
    return loaded


def _succeed_communes(gazetteer: Gazetteer, gone: list[str], loaded: Loaded) -> None:
    """Give each commune that is gone the successor that the edition names, and move what points at it."""
    departments = {row.department for row in gazetteer.communes}
    heirs = {code: row.code for row in gazetteer.communes for code in row.former_codes}
    for code in gone:
        commune = Commune.objects.get(code=code)
        if code not in heirs:
            # Not an orphan: the edition says nothing at all of that collectivity.
            if commune.department_id in departments:
                loaded.orphans.append(code)
            continue
        successor = Commune.objects.get(code=heirs[code])
        loaded.stayed += repoint(commune, successor)
        Commune.objects.filter(code=code).update(successor=successor)
        loaded.communes[code] = successor.code
        _remember(commune, successor)


def _remember(commune: Commune, successor: Commune) -> None:
    """Let the successor be found by all names and codes of the commune that it takes in."""
    names = {*successor.former_names, *commune.former_names, commune.name} - {successor.name}
    codes = {*successor.former_codes, *commune.former_codes, commune.code} - {successor.code}
    Commune.objects.filter(code=successor.code).update(former_names=sorted(names), former_codes=sorted(codes))


def _succeed_intercommunalities(gone: set[str], groups_before: dict[str, str | None], loaded: Loaded) -> None:
    """Map each group that is gone to the one where most inhabitants of its communes are now."""
    groups_now = {
        code: (group, population)
        for code, group, population in Commune.objects.values_list("code", "intercommunality", "population")
    }
    inhabitants: dict[str, Counter[str]] = defaultdict(Counter)
    for commune, before in groups_before.items():
        now, population = groups_now[loaded.communes.get(commune, commune)]
        if before in gone and now and now not in gone:
            inhabitants[before][now] += population + 1
    for code in sorted(gone):
        if code not in inhabitants:
            loaded.orphans.append(code)
            continue
        group = Intercommunality.objects.get(code=code)
        successor = Intercommunality.objects.get(code=inhabitants[code].most_common(1)[0][0])
        loaded.stayed += repoint(group, successor)
        Intercommunality.objects.filter(code=code).update(successor=successor)
        loaded.intercommunalities[code] = successor.code
