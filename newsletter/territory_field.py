"""A form field where people type a territory of any level, without a script."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from places.forms import CANDIDATES, QUOTED, CommuneInput, Typed
from places.models import Commune
from places.territory import Territory, called

MAX_LENGTH = 100  # characters


class TerritoryInput(CommuneInput):
    """Reads two controls: the words, and the token of the territory chosen in a list, if one was."""

    def format_value(self, value: Any) -> str | None:
        """Return the words that the control shows."""
        if isinstance(value, Territory):
            # A name that others have too would be questioned again: its code is not.
            return value.name if len(called(value.name)) == 1 else value.token
        return super().format_value(value)


class TerritoryBoundField(forms.BoundField):
    """What the template of the field needs to know besides."""

    @property
    def code_name(self) -> str:
        """The name of the control that carries the token."""
        return f"{self.html_name}_code"

    @property
    def candidates(self) -> list[Territory]:
        """The territories to choose from, when what was typed means several, or resembles some."""
        for error in self.errors.as_data():
            if error.params and "candidates" in error.params:
                found: list[Territory] = error.params["candidates"]
                return found
        return []


class TerritoryField(forms.Field):
    """A territory as a person types it: « Finistère », « Brest », « 29200 », « departement-29 ».

    Cleans to a Territory, or to None when it is empty. Errors: `ambiguous` and `unknown`, whose `params` carry the text
    and `candidates`, a list of Territory.
    """

    widget = TerritoryInput(attrs={"maxlength": str(MAX_LENGTH), "autocomplete": "off"})
    bound_field_class = TerritoryBoundField
    default_error_messages = {
        "ambiguous": "Plusieurs territoires répondent à «\u00a0%(text)s\u00a0»\u00a0: choisissez le bon dans la liste "
        "ci-dessous.",
        "unknown": "Nous ne trouvons pas «\u00a0%(text)s\u00a0»\u00a0: vérifiez l’orthographe, ou tapez un code "
        "postal.",
    }

    def __init__(self, **kwargs: Any) -> None:
        """Be optional: no territory is the whole country."""
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> Territory | None:
        """Return the territory that is meant. Raises ValidationError when it is none, or several."""
        typed = value if isinstance(value, Typed) else Typed(str(value or ""))
        text = typed.text.encode("utf-8", "replace").decode().replace("\0", "").strip()[:MAX_LENGTH]
        if not text:
            return None
        found, is_meant = _meant(text)
        chosen = next((place for place in found if place.token == typed.code), None)
        if chosen:
            return chosen
        if is_meant and len(found) == 1:
            return found[0]
        code = "ambiguous" if is_meant else "unknown"
        short = text if len(text) <= QUOTED else f"{text[:QUOTED]}…"
        params = {"text": short, "candidates": found}
        raise ValidationError(self.error_messages[code], code=code, params=params)


def _meant(text: str) -> tuple[list[Territory], bool]:
    """Return the territories that a text may mean, and whether it names them; otherwise they only resemble it."""
    named = called(text)
    if named:
        return named, True
    communes = Commune.objects.select_related("department")
    found = list(communes.search(text, limit=CANDIDATES))
    exact = [one for one in found if not one.quality]  # type: ignore[attr-defined]  # annotated: 0 is EXACT
    if found:
        return [Territory(one) for one in (exact if len(exact) == 1 else found)], True
    return [Territory(one) for one in communes.resembling(text)[:CANDIDATES]], False
