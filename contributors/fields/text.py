"""Fields for text: cleaned, and when it is too long, a message that says by how much."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.deconstruct import deconstructible

from contributors.cleaning import clean_line, clean_text

# U+202F between thousands and before the unit of a count: French typography.
THIN_SPACE = "\u202f"


@deconstructible
class TooLongValidator(MaxLengthValidator):
    """Refuse a text longer than `limit_value` characters, and say how many are too many."""

    def __call__(self, value: str) -> None:
        """Raise the error when `value` is too long."""
        excess = len(value) - int(self.limit_value)
        if excess > 0:
            characters = "caractère" if excess == 1 else "caractères"
            raise ValidationError(
                f"Ce texte est trop long de {_number(excess)} {characters}\u00a0: "
                f"raccourcissez-le à {_number(int(self.limit_value))} caractères au plus.",
                code="max_length",
                params={"limit_value": self.limit_value, "show_value": len(value), "value": value},
            )


class CleanCharField(forms.CharField):
    """One line of text: no line break, nothing invisible, NFC.

    The box has no `maxlength`: a browser would cut a pasted text without a word, and the end would be lost.
    """

    default_error_messages = {"required": "Ce champ est vide\u00a0: remplissez-le."}

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_length = max_length
        self.validators.append(TooLongValidator(max_length))

    def to_python(self, value: Any) -> Any:
        """Return the cleaned text, or the empty value."""
        if value in self.empty_values:
            return self.empty_value
        return self.clean_characters(str(value)) or self.empty_value

    def clean_characters(self, value: str) -> str:
        """Return `value` without what a line must not hold."""
        return clean_line(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return no `maxlength`: see the class."""
        return {}


class CleanTextField(CleanCharField):
    """Several lines of text, in a `<textarea>`: Unix newlines, nothing invisible, NFC."""

    widget = forms.Textarea

    def clean_characters(self, value: str) -> str:
        """Return `value` without what a text must not hold."""
        return clean_text(value)


def _number(value: int) -> str:
    return f"{value:,}".replace(",", THIN_SPACE)
