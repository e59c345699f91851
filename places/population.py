"""How many people live somewhere, from the legal populations of communes."""

from django.db.models import Sum

from places.models import Commune, Department, Intercommunality
from places.territory import Territory

FRANCE = "france"  # stands for the whole country, overseas collectivities included


def inhabitants_by_territory() -> dict[str, int]:
    """Return the inhabitants of each region and department by token, and of the country; unknown ones are left out."""
    regions = dict(Department.objects.values_list("pk", "region"))
    sums = Commune.objects.current().order_by().values_list("department").annotate(Sum("population"))
    found: dict[str, int] = {FRANCE: 0}
    for department, number in sums:
        tokens = [FRANCE, f"departement-{department}"]
        if regions.get(department):
            tokens.append(f"region-{regions[department]}")
        for token in tokens:
            found[token] = found.get(token, 0) + number
    return {token: number for token, number in found.items() if number}


def own_inhabitants(territory: Territory) -> int:
    """Return the inhabitants of a commune or an intercommunality, which their rows tell; 0 where it is not known."""
    place = territory.place
    return place.population if isinstance(place, Commune | Intercommunality) else 0
