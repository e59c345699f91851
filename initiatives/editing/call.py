"""The form of a call: by it one is written, and anybody proposes to change one."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms

from contributors.fields import CleanCharField, CleanTextField, PublicUrlField
from contributors.parts import Part
from initiatives.calling.checks import check_text, check_title, check_until
from initiatives.models import Call
from initiatives.models.call import TEXT_LENGTH, TITLE_LENGTH
from initiatives.readers import CallReader
from moderation.editing import EditForm
from photos.models import Photo

PLAIN = ("kind", "title", "text", "until", "link")


class CallPart(Part):
    """What is looked for, until when, how to answer."""

    kind = forms.ChoiceField(
        label="Que cherchez-vous\u202f?",
        choices=Call.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce qui convient le mieux."},
    )
    title = CleanCharField(
        label="En une phrase",
        max_length=TITLE_LENGTH,
        help_text="Par exemple\u00a0: deux personnes pour arroser le jardin en août.",
        error_messages={"required": "Dites en une phrase ce que vous cherchez."},
    )
    text = CleanTextField(
        label="Racontez",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Pour quoi faire, quand, combien de temps, ce qu’il faut savoir faire ou non. Vous pouvez mettre en "
        "forme en Markdown\u00a0: - liste, **gras**, [lien](https://…).",
        error_messages={"required": "Racontez en quelques phrases ce que vous cherchez."},
    )
    until = forms.DateField(
        label="Jusqu’au",
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="Le dernier jour compris, un an au plus. Le lendemain, l’appel quitte les listes. Vous pourrez le "
        "prolonger.",
        error_messages={
            "required": "Choisissez le dernier jour de l’appel.",
            "invalid": "Écrivez une date, par exemple 31/08/2027.",
        },
    )
    link = PublicUrlField(
        label="Lien pour répondre",
        required=False,
        help_text="Un formulaire ou une page à vous. Sans lien, on passe par la page de l’initiative.",
    )

    def clean_title(self) -> str:
        """Refuse contacts in the title."""
        return check_title(self.cleaned_data["title"])

    def clean_text(self) -> str:
        """Refuse a text of links only."""
        return check_text(self.cleaned_data["text"])

    def clean_until(self) -> date:
        """Refuse a day that is over, or too far."""
        return check_until(self.cleaned_data["until"])


class CallEditForm(EditForm):
    """A call: all of it but how it ended, which its author says by a button."""

    template = "initiatives/edit_call.html"
    reader = CallReader
    fields: ClassVar[Mapping[str, tuple[str, ...]]] = {name: (name,) for name in PLAIN}

    def make_parts(self, given: dict[str, Any], kept: Photo | None) -> list[Part]:
        """Make the part."""
        self.call = CallPart(**given)
        return [self.call]

    def as_typed(self, base: dict[str, Any]) -> dict[str, list[str]]:
        """Return the call as it would have been typed."""
        return {name: [base.get(name) or ""] for name in PLAIN}

    def value(self, name: str) -> Any:
        """Return what a field becomes."""
        value = self.call.cleaned_data[name]
        return value.isoformat() if isinstance(value, date) else value
