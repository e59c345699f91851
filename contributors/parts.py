"""What the parts of a form in several pieces have in common."""

from typing import Any, cast

from django import forms
from django.forms import BooleanField, BoundField
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict


class Part(forms.Form):
    """A piece of a form in several pieces.

    With `checked=False` it shows what was typed and says nothing of what is wrong: a person who comes back to
    what they wrote, or who adds a place half-way, has not asked yet.
    """

    def __init__(self, *args: Any, checked: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        self.checked = checked

    def full_clean(self) -> None:
        """Check all fields; unless this part is only shown again, keep what is wrong with them."""
        super().full_clean()
        if self.is_bound and not self.checked:
            self._errors = ErrorDict()

    def typed(self) -> dict[str, list[str]]:
        """Return what was typed in the fields of this part, and nothing else that came along, as JSON data."""
        names = tuple(self.add_prefix(name) for name in self.fields)
        data = cast("MultiValueDict[str, str]", self.data)
        # The controls of a field of several are named after it: `lieu-0-commune_choice`.
        return {
            key: list(values)
            for key, values in data.lists()
            if key in names or key.startswith(tuple(f"{name}_" for name in names))
        }

    def forget_errors(self, *names: str) -> None:
        """Drop what is wrong with fields that no longer matter."""
        for name in names:
            self._errors.pop(name, None)

    def error_lines(self, place: str = "") -> list[dict[str, str]]:
        """Return the lines of components/error_summary.html: where each fault is, and the words under its field.

        `place` names this part among others of its kind: « Lieu 2 ».
        """
        lines = []
        for field in self:
            label = ", ".join(filter(None, [place, _noun(field, within=bool(place))]))
            target = field.id_for_label or (f"{field.auto_id}_0" if len(field) else "")
            lines += [{"target": target, "label": label, "message": str(error)} for error in field.errors]
        return lines


def _noun(field: BoundField, *, within: bool) -> str:
    """Return the label of a field where it names it; a question or a sentence to agree with does not."""
    label = str(field.label)
    if label.endswith("?") or isinstance(field.field, BooleanField):
        return ""
    return label[0].lower() + label[1:] if within else label
