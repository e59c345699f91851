"""What the author of a meeting does with it by a secret link."""

from datetime import date
from typing import Any, cast

from django import forms

from contributors.forms import VisitorForm
from events import cancelling
from events.models import Event
from events.words import weekday_in_words
from moderation.following import Act
from moderation.models import Sheet

LOST = "Les inscriptions, s’il y en a, sont annulées pour de bon\u00a0: chaque personne inscrite reçoit un courriel."


class DayForm(VisitorForm):
    """The date that is cancelled, among those to come, which `initial` gives as `choices`."""

    day = forms.TypedChoiceField(
        label="La date annulée",
        coerce=date.fromisoformat,
        error_messages={
            "required": "Dites quelle date est annulée.",
            "invalid_choice": "La rencontre n’a pas lieu ce jour-là, ou la date est déjà annulée\u00a0: choisissez-en "
            "une de la liste.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["day"])
        field.choices = self.initial.get("choices", [])


def _coming_days(sheet: Sheet) -> dict[str, Any]:
    """Return the dates that may be cancelled, the next one chosen at first."""
    if not isinstance(sheet, Event):
        return {}
    coming = [one.day for one in sheet.planned() if not one.is_past and not one.is_cancelled]
    choices = [(day.isoformat(), weekday_in_words(day)) for day in coming]
    return {"choices": choices, "day": choices[0][0] if choices else ""}


ACTS = (
    Act(
        name="annuler-une-date",
        label="Annuler une date",
        icon="calendar",
        title="Annuler une date",
        effect="La date est barrée sur la page, et les agendas qui suivent la rencontre la retirent. Les autres dates "
        f"restent. {LOST}",
        button="Annuler cette date",
        done="C’est noté\u00a0: la date est annulée.",
        take=cancelling.cancel_day,
        applies_to=lambda sheet: (
            cancelling.may_be_cancelled(sheet) and isinstance(sheet, Event) and sheet.comes_again
        ),
        form=DayForm,
        initial=_coming_days,
    ),
    Act(
        name="annuler",
        label="Annuler la rencontre",
        icon="close",
        title="Annuler la rencontre",
        effect="La page reste en ligne et dit «\u00a0Annulée\u00a0», dès maintenant\u202f; les agendas qui la suivent "
        f"sont prévenus. {LOST} Si la rencontre a lieu finalement, vous pourrez le dire ici.",
        button="Annuler la rencontre",
        done="La rencontre est annulée\u00a0: sa page le dit.",
        take=cancelling.cancel,
        applies_to=cancelling.may_be_cancelled,
    ),
    Act(
        name="maintenir",
        label="Finalement, elle a lieu",
        icon="check",
        title="Finalement, elle a lieu",
        effect="La page ne dit plus «\u00a0Annulée\u00a0», et la rencontre revient dans les listes. Les inscriptions "
        "d’avant ne reviennent pas\u00a0: qui veut venir s’inscrit de nouveau.",
        button="Elle a lieu",
        done="C’est noté\u00a0: la rencontre a lieu.",
        take=cancelling.hold,
        applies_to=cancelling.may_be_held,
    ),
)
