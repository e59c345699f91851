"""A form field where people type a commune, with or without a script to help them."""

from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from places.folding import fold
from places.lookup import EXACT
from places.models import Commune

CANDIDATES = 10
QUOTED = 60  # characters of what was typed, in messages


class Typed(NamedTuple):
    """What a form sends: the words, and the code of the commune chosen in a list, if one was."""

    text: str = ""
    code: str = ""


class CommuneInput(forms.TextInput):
    """Reads two controls, `name` and `name_code`; draws the first, components/commune_field.html draws both."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        """Return both controls; the last code wins: candidates to choose from come after the hidden one."""
        return Typed(str(data.get(name) or ""), str(data.get(f"{name}_code") or ""))

    def format_value(self, value: Any) -> str | None:
        """Return the words that the control shows: those that were typed, or the label of a commune."""
        if isinstance(value, Commune):
            return value.label
        return (value.text if isinstance(value, Typed) else value) or None


class CommuneBoundField(forms.BoundField):
    """What the template of the field needs to know besides."""

    @property
    def code_name(self) -> str:
        """The name of the control that carries the code."""
        return f"{self.html_name}_code"

    @property
    def code(self) -> str:
        """The code of the commune that the form knows already, or nothing."""
        if not self.form.is_bound:
            return self.initial.pk if isinstance(self.initial, Commune) else ""
        commune = getattr(self.form, "cleaned_data", {}).get(self.name)
        return commune.pk if isinstance(commune, Commune) else ""

    @property
    def candidates(self) -> list[Commune]:
        """The communes to choose from, when what was typed means several, or resembles some."""
        for error in self.errors.as_data():
            if error.params and "candidates" in error.params:
                return error.params["candidates"]
        return []


class CommuneField(forms.Field):
    """A commune as a person types it: « Brest », « Brest (29) », « 29200 ».

    The code that comes with it, from a list or a script, settles which commune is meant as long as it answers to the
    words: a code left behind by words that were changed since is ignored. Cleans to a current Commune, or to None when
    the field is not required and empty. `initial` is a Commune, its code or words.

    Errors: `required`; `ambiguous` and `unknown`, whose `params` carry the text and `candidates`, a list of Commune.
    """

    widget = CommuneInput
    bound_field_class = CommuneBoundField
    default_error_messages = {
        "required": "Indiquez une commune, par son nom ou son code postal.",
        "ambiguous": (
            "Plusieurs communes répondent à «\u00a0%(text)s\u00a0»\u00a0: choisissez la bonne dans la liste ci-dessous."
        ),
        "unknown": (
            "«\u00a0%(text)s\u00a0» n’est pas une commune connue\u00a0: vérifiez l’orthographe, "
            "ou tapez le code postal."
        ),
    }

    def prepare_value(self, value: Any) -> Any:
        """Accept the code of a commune as initial value, as model forms give it."""
        if isinstance(value, str):
            return Commune.objects.by_code(value) or value
        return value

    def clean(self, value: Any) -> Commune | None:
        """Return the commune that is meant, or say what is missing.

        Raises:
            ValidationError: nothing was typed, or it means no commune, or several.
        """
        typed = value if isinstance(value, Typed) else Typed(str(value or ""))
        text = typed.text.strip()
        if not text and not typed.code:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        chosen = Commune.objects.by_code(typed.code)
        if chosen and (not text or self._answers(chosen, text)):
            return chosen
        return self._meant(text or typed.code)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether another commune is meant; unreadable words are a change."""
        before = self.prepare_value(initial)
        try:
            return self.clean(data) != (before if isinstance(before, Commune) else None)
        except ValidationError:
            return bool(data and (data.text or data.code))

    def _answers(self, commune: Commune, text: str) -> bool:
        """Tell whether a person who typed this may have chosen that commune."""
        alone = Commune.objects.filter(pk=commune.pk)
        return (
            fold(text) == fold(commune.label)
            or alone.search(text).exists()
            or alone.resembling(text).exists()
        )

    def _meant(self, text: str) -> Commune:
        """Return the only commune that the text means."""
        communes = Commune.objects.select_related("department")  # named beside each candidate
        found = list(communes.search(text, limit=CANDIDATES))
        exact = [commune for commune in found if commune.quality == EXACT]  # type: ignore[attr-defined] # annotated
        if len(exact) == 1:
            # A larger one that once bore the very name may be meant as well (Évry, in Essonne and in Yonne).
            exact += [
                commune
                for commune in found
                if commune.population > exact[0].population and fold(text) in map(fold, commune.former_names)
            ]
        candidates = exact or found
        if len(candidates) == 1:
            return candidates[0]
        code = "ambiguous" if candidates else "unknown"
        candidates = candidates or list(communes.resembling(text))
        short = text if len(text) <= QUOTED else f"{text[:QUOTED]}…"
        params = {"text": short, "candidates": candidates}
        raise ValidationError(self.error_messages[code], code=code, params=params)
