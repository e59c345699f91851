"""A territory typed by a moderator, who gives what is theirs only."""

from typing import Any

from django.core.exceptions import ValidationError

from contributors.models import User
from initiatives.admin.territory import TerritoryField
from initiatives.models.animator import holders_of
from moderation.scope import territories_of
from places.territory import Territory


def own_territory_field(help_text: str) -> Any:
    """Return the field in which the name of a territory is typed."""
    return TerritoryField(label="Territoire", help_text=help_text)


def check_own(token: str, user: User, *, needed: bool) -> str:
    """Return the token of a territory, or nothing.

    Raises ValidationError when it is not one that this person moderates, or, if it is `needed`, when there is none and
    this person does not moderate the whole country.
    """
    own = territories_of(user)
    if own is None or (not token and not needed):
        return token
    place = Territory.from_token(token)
    if place is None or not set(own) & set(holders_of(place)):
        raise ValidationError("Choisissez l’un des territoires que vous modérez.", code="elsewhere")
    return token
