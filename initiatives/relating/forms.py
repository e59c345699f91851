"""What a person types to say what binds two sheets."""

from typing import Any

from django import forms

from contributors.fields import StrictEmailField
from contributors.forms import VisitorForm
from contributors.typography import typo
from initiatives.relating import actions
from initiatives.relating.bonds import ways
from moderation.actions import TransitionRefused
from moderation.authors import Author


class PageForm(VisitorForm):
    """To which address the pages are to be sent."""

    email = StrictEmailField(
        label="Votre adresse électronique",
        help_text="Celle que vous avez écrite en proposant votre fiche, ou celle que votre fiche affiche.",
    )


class WayForm(VisitorForm):
    """How a sheet is bound to another that was chosen."""

    way = forms.ChoiceField(
        label="Que dites-vous\u202f?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez ce qui est vrai.",
            "invalid_choice": "Choisissez ce qui est vrai.",
        },
    )

    def __init__(self, sheet: Any, other: Any, *args: Any, **kwargs: Any) -> None:
        """Offer what may bind both."""
        super().__init__(*args, **kwargs)
        self.ways = {way.name: way for way in ways(sheet, other)}
        field: Any = self.fields["way"]
        field.choices = [(name, typo(way.bond.sentence)) for name, way in self.ways.items()]
        self.done = ""

    def propose(self, by: Author) -> bool:
        """Declare what was chosen; False, with the reason under the field, when it may not be."""
        way = self.ways[self.cleaned_data["way"]]
        try:
            agreed = actions.propose(bond=way.bond, side=way.side, by=by)
        except TransitionRefused as refusal:
            self.add_error("way", str(refusal))
            return False
        self.done = "confirme" if agreed else "propose"
        return True
