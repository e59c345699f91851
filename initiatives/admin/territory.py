"""The territory where an actor acts, as moderators type it: by its name, or as addresses name it."""

from typing import Any

from django.core.exceptions import ValidationError

from contributors.fields import CleanCharField
from places.territory import Territory, called

SHOWN = 6


class TerritoryField(CleanCharField):
    """A token such as `departement-29`, edited as a name; the token itself where several have that name."""

    def __init__(self, **kwargs: Any) -> None:
        """Say what may be typed."""
        kwargs.setdefault(
            "help_text",
            "Un département, une région, une intercommunalité, une commune\u00a0: Finistère, Brest Métropole. "
            "Vide s’il agit là où il est.",
        )
        super().__init__(max_length=100, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Return the name of a territory, if no other has it; what was typed stays as it is."""
        territory = Territory.from_token(value or "")
        if territory is None:
            return value
        return territory.name if len(called(territory.name)) == 1 else territory.token

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether another territory is meant."""
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> str:
        """Return the token. Raises ValidationError for a name that no territory, or several, have."""
        typed = super().clean(value)
        if not typed:
            return ""
        found = called(typed)
        if len(found) == 1:
            return found[0].token
        quoted = f"«\u00a0{typed}\u00a0»"
        if not found:
            raise ValidationError(
                f"{quoted} est inconnu\u00a0: écrivez le nom d’un territoire.", code="unknown"
            )
        known = ", ".join(f"{place.token} ({place.label})" for place in found[:SHOWN])
        raise ValidationError(
            f"Plusieurs territoires s’appellent {quoted}\u00a0: écrivez l’un de ceux-ci, {known}.",
            code="several",
        )
