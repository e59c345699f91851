"""When: a day, hours, a time zone, and how it comes again."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from contributors.fields import CleanTextField
from contributors.parts import Part
from contributors.typography import day_in_words
from events.checks import check_day, clock_faults, end_faults, rhythm_faults
from events.recurrence import MOST, Rhythm, Rule
from events.zones import PARIS, ZONES

DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
HOURS = ["%H:%M", "%H:%M:%S", "%Hh%M", "%Hh", "%H h %M", "%H h"]
WRITE_A_DAY = "Écrivez une date, par exemple 31/08/2027."


def _day(label: str, *, required: bool = True, help_text: str = "", missing: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        input_formats=DAYS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=help_text,
        error_messages={"required": missing, "invalid": WRITE_A_DAY},
    )


def _hour(label: str, missing: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        input_formats=HOURS,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"required": missing, "invalid": "Écrivez une heure, par exemple 18:30."},
    )


class WhenPart(Part):
    """A meeting that is announced: it is still to come."""

    day = _day("Jour", missing="Choisissez le jour de la rencontre.")
    starts = _hour("Début", "Dites à quelle heure elle commence.")
    ends = _hour("Fin", "Dites à quelle heure elle finit.")
    end_day = _day("Jour de la fin", required=False, help_text="Si elle ne finit pas le même jour.")
    time_zone = forms.ChoiceField(
        label="À l’heure de quel endroit\u202f?",
        choices=list(ZONES.items()),
        required=False,
        error_messages={"invalid_choice": "Choisissez l’un des fuseaux horaires de la liste."},
    )
    rhythm = forms.ChoiceField(
        label="Revient-elle\u202f?",
        choices=Rhythm.choices,
        initial=Rhythm.ONCE.value,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choisissez l’un des rythmes de la liste."},
    )
    until = _day("Jusqu’au", required=False, help_text="Si elle revient\u00a0: le dernier jour possible.")
    times = forms.IntegerField(
        label="Ou combien de fois",
        required=False,
        help_text=f"Si elle revient\u00a0: {MOST} au plus.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}),
        error_messages={"invalid": "Écrivez un nombre en chiffres, par exemple 10."},
    )

    def __init__(
        self, *args: Any, was: date | None = None, cancelled: Collection[date] = (), **kwargs: Any
    ) -> None:
        """`was` is the first day that a meeting has already, which may be over; `cancelled` its cancelled dates."""
        super().__init__(*args, **kwargs)
        self.was, self.cancelled = was, set(cancelled)

    def clean_time_zone(self) -> str:
        """Return the time zone; that of Paris where none was chosen."""
        return self.cleaned_data["time_zone"] or PARIS

    def clean_rhythm(self) -> str:
        """Return the rhythm; once where none was chosen."""
        return self.cleaned_data["rhythm"] or Rhythm.ONCE.value

    def clean_day(self) -> date:
        """Refuse a day that is over, or too far, unless it was that one already."""
        day: date = self.cleaned_data["day"]
        return day if day == self.was else check_day(day)

    def clean(self) -> dict[str, Any]:
        """Refuse what ends before it starts, times that no clock shows once, and a rhythm without an end."""
        cleaned = super().clean() or self.cleaned_data
        needed = ("day", "starts", "ends", "time_zone", "rhythm")
        if any(cleaned.get(name) is None for name in needed) or "end_day" in self.errors:
            return cleaned
        cleaned["end_day"] = cleaned["end_day"] or cleaned["day"]
        day, starts, ends, zone, rhythm = (cleaned[name] for name in needed)
        faults = end_faults(day, starts, cleaned["end_day"], ends)
        if not faults:
            faults = clock_faults(day, starts, cleaned["end_day"], ends, zone)
        if rhythm == Rhythm.ONCE:
            self.forget_errors("until", "times")
            cleaned |= {"until": None, "times": None}
        elif not self.errors:
            length: timedelta = cleaned["end_day"] - day
            faults |= rhythm_faults(day, length, rhythm, cleaned["until"], cleaned["times"])
        for name, fault in faults.items():
            self.add_error(name, fault)
        if not self.errors:
            self.check_dates(cleaned, Rule(day, rhythm, cleaned["until"], cleaned["times"]).days())
        return cleaned

    def check_dates(self, cleaned: dict[str, Any], days: list[date]) -> None:
        """Keep the dates that are cancelled already and that the rule still has."""
        cleaned["cancelled_days"] = sorted(self.cancelled.intersection(days))


class EditedWhenPart(WhenPart):
    """A meeting that is there already, of which dates may be cancelled."""

    cancelled_days = CleanTextField(
        label="Dates annulées",
        required=False,
        max_length=MOST * 12,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Si elle revient mais saute des dates\u00a0: une date par ligne, par exemple 31/08/2027.",
    )

    def clean_cancelled_days(self) -> list[date]:
        """Read one date on each line."""
        field = forms.DateField(input_formats=DAYS)
        found = []
        for line in self.cleaned_data["cancelled_days"].splitlines():
            try:
                found.append(field.clean(line.strip()))
            except ValidationError as error:
                raise ValidationError(
                    f"«\u00a0{line[:40]}\u00a0»\u00a0: {WRITE_A_DAY}", code="invalid"
                ) from error
        return sorted(set(found))

    def check_dates(self, cleaned: dict[str, Any], days: list[date]) -> None:
        """Refuse to cancel a date on which it does not take place; drop those that were cancelled before it moved."""
        asked = set(cleaned.get("cancelled_days") or [])
        if unknown := asked - set(days) - self.cancelled:
            first = day_in_words(min(unknown))
            self.add_error(
                "cancelled_days", f"Elle n’a pas lieu le {first}\u00a0: vérifiez la date, ou retirez-la."
            )
            return
        cleaned["cancelled_days"] = sorted(asked.intersection(days))
