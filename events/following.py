"""What the author of a meeting does with it by a secret link."""

from typing import Any

from django import forms

from contributors.forms import VisitorForm
from events import cancelling
from events.forms.when import DAYS, WRITE_A_DAY
from events.models import Event
from moderation.following import Act
from moderation.models import Sheet


class DayForm(VisitorForm):
    """The date that is cancelled."""

    day = forms.DateField(
        label="La date annulée",
        input_formats=DAYS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "Dites quelle date est annulée.", "invalid": WRITE_A_DAY},
    )


def _next_day(sheet: Sheet) -> dict[str, Any]:
    """Return the next date, which the form holds at first."""
    if not isinstance(sheet, Event):
        return {}
    coming = [one.day for one in sheet.planned() if not one.is_past and not one.is_cancelled]
    return {"day": coming[0]} if coming else {}


ACTS = (
    Act(
        name="annuler-une-date",
        label="Annuler une date",
        icon="calendar",
        title="Annuler une date",
        effect="La date est barrée sur la page, et les agendas qui suivent la rencontre la retirent. Les autres dates "
        "restent.",
        button="Annuler cette date",
        done="C’est noté\u00a0: la date est annulée.",
        take=cancelling.cancel_day,
        applies_to=lambda sheet: (
            cancelling.may_be_cancelled(sheet) and isinstance(sheet, Event) and sheet.comes_again
        ),
        form=DayForm,
        initial=_next_day,
    ),
    Act(
        name="annuler",
        label="Annuler la rencontre",
        icon="close",
        title="Annuler la rencontre",
        effect="La page reste en ligne et dit «\u00a0Annulée\u00a0», dès maintenant\u00a0; les agendas qui la suivent "
        "sont prévenus. Vous pourrez revenir sur cette décision.",
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
        effect="La page ne dit plus «\u00a0Annulée\u00a0», et la rencontre revient dans les listes.",
        button="Elle a lieu",
        done="C’est noté\u00a0: la rencontre a lieu.",
        take=cancelling.hold,
        applies_to=cancelling.may_be_held,
    ),
)
