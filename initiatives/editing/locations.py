"""The places of an initiative, from a snapshot to the form and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from initiatives.submission.forms.location import LocationForm
from initiatives.submission.forms.whole import COUNT, MAX_LOCATIONS
from places.models import Commune, Department, Intercommunality, Place, Region

_LEVELS: dict[str, Any] = {
    "commune": Commune,
    "intercommunality": Intercommunality,
    "department": Department,
    "region": Region,
}


def locations_as_typed(items: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return the first places as they would be typed; those beyond `MAX_LOCATIONS` stay out of sight."""
    shown = items[:MAX_LOCATIONS]
    typed = {COUNT: [str(max(len(shown), 1))]}
    for rank, item in enumerate(shown):
        typed |= {f"lieu-{rank}-{name}": [value] for name, value in _typed(item).items()}
    return typed


def _typed(item: Mapping[str, Any]) -> dict[str, str]:
    typed = {"kind": item["kind"], "address": item.get("address") or ""}
    if item.get("latitude") is not None:
        # As people write them here; a point that is far away was confirmed when it came.
        typed |= {name: str(item[name]).replace(".", ",") for name in ("latitude", "longitude")}
        typed["far_confirmed"] = "on"
    place = _place(item)
    if isinstance(place, Commune):
        typed |= {"commune": place.label, "commune_code": place.pk}
    elif place is not None:
        typed |= {"territory": place.name, "territory_choice": place.token}
    return typed


def _place(item: Mapping[str, Any]) -> Place | None:
    """Return the most precise place of a location, if it still exists."""
    level = next((level for level in _LEVELS if item.get(level)), None)
    found: Any = _LEVELS[level].objects.filter(pk=item[level]).first() if level else None
    return found if isinstance(found, Place) else None


def location_item(part: LocationForm) -> dict[str, Any]:
    """Return what the form of a place says, as the snapshot of a sheet will."""
    location = part.location()
    commune = location.commune
    if commune is not None:
        # The database fills these in from the commune: so do we, that equal places compare as equal.
        location.intercommunality_id = commune.intercommunality_id
        location.department_id = commune.department_id
        location.region_id = commune.department.region_id if commune.department_id else None
    elif location.intercommunality is not None:
        location.department_id = location.intercommunality.department_id
        location.region_id = location.intercommunality.department.region_id
    elif location.department is not None:
        location.region_id = location.department.region_id
    return location.snapshot()


def all_controls() -> tuple[str, ...]:
    """Return the names of the controls of all places."""
    return (
        COUNT,
        *(f"lieu-{rank}-{name}" for rank in range(MAX_LOCATIONS) for name in LocationForm.base_fields),
    )


def locations_of(parts: Sequence[LocationForm], base: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the places that the form says; one that was not touched stays as it was, those out of sight too."""
    items = []
    for part in parts:
        same = [item for item in base if says(part, item)]
        items.append(same[0] if same else location_item(part))
    return items + list(base[MAX_LOCATIONS:])


def forget_old_locations(parts: Sequence[LocationForm], base: Sequence[Mapping[str, Any]]) -> None:
    """Find no fault with the places that stay."""
    for part in parts:
        if part.errors and any(says(part, item) for item in base):
            part.forget_errors("__all__", *part.fields)


def says(part: LocationForm, item: Mapping[str, Any]) -> bool:
    """Tell whether the form of a place still says what this one said."""
    said = {name: part.data.get(part.add_prefix(name), "").strip() for name in (*part.fields, "commune_code")}
    was = _typed(item)
    return all(said[name] == was.get(name, "") for name in said if name != "far_confirmed")
