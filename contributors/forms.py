"""What the forms of visitors have in common."""

from typing import Any

from django import forms


class VisitorForm(forms.Form):
    """A form whose labels stand above their fields: nothing follows them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
