"""What is typed about a list to verify: its territory, then the answers of each line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from contributors.fields import CleanCharField
from contributors.models import User
from moderation.kits import Answer, Part, choices
from moderation.models import KitLine, Sheet
from moderation.models.kit import NOTE_LENGTH
from places.territory import Territory, called

NAMED = 8  # homonyms named in a message


class KitForm(forms.Form):
    """Which sheets are to be verified."""

    kind = forms.ChoiceField(
        label="Fiches",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez les fiches à vérifier."},
    )
    territory = CleanCharField(
        label="Territoire",
        max_length=100,
        help_text="Une région, un département, une intercommunalité ou une commune\u00a0: son nom, ou son code comme "
        "departement-29.",
        error_messages={"required": "Écrivez le nom d’un territoire."},
    )

    def __init__(self, *args: Any, kinds: Mapping[str, type[Sheet]], **kwargs: Any) -> None:
        """Offer the kinds that the moderator may change, by their labels such as `initiatives.initiative`."""
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        field: Any = self.fields["kind"]
        field.choices = [
            (label, str(kind._meta.verbose_name_plural).capitalize()) for label, kind in kinds.items()
        ]
        if len(kinds) == 1:
            field.initial = next(iter(kinds))

    def clean_kind(self) -> type[Sheet]:
        """Return the class itself."""
        return self.kinds[self.cleaned_data["kind"]]

    def clean_territory(self) -> Territory:
        """Return the territory of this code or name. Raises ValidationError when it has none, or several."""
        typed = self.cleaned_data["territory"]
        found = called(typed)
        if not found:
            raise ValidationError(
                f"Aucun territoire ne s’appelle «\u00a0{typed}\u00a0»\u00a0: vérifiez l’orthographe.",
                code="unknown",
            )
        if len(found) > 1:
            listed = " · ".join(f"{place.token}\u00a0: {place.label}" for place in found[:NAMED])
            raise ValidationError(
                f"Plusieurs territoires portent ce nom\u00a0: écrivez le code du bon. {listed}",
                code="several",
            )
        return found[0]


class LineForm(forms.Form):
    """The answer about one sheet; none, when nobody looked."""

    answer = forms.ChoiceField(label="Réponse", required=False, widget=forms.RadioSelect)
    note = CleanCharField(label="Note", max_length=NOTE_LENGTH, required=False)

    def __init__(self, data: Any = None, *, line: KitLine) -> None:
        """Offer what may be answered about this line."""
        super().__init__(data, prefix=f"l{line.number}")
        self.line = line
        field: Any = self.fields["answer"]
        field.choices = choices(line)

    def clean(self) -> dict[str, Any]:
        """Refuse a note without an answer, and a correction of nothing."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        answer, note = data.get("answer", ""), data.get("note", "")
        if note and not answer and not self.errors:
            self.add_error("answer", "Choisissez une réponse\u00a0: la note seule ne dit pas quoi faire.")
        if answer == Answer.WRONG and not note and "note" not in self.errors:
            self.add_error("note", "Écrivez ce qui est à corriger.")
        return data

    @property
    def is_answered(self) -> bool:
        """Whether there is something to keep, once the form is valid."""
        return bool(self.cleaned_data.get("answer"))


@dataclass
class Row:
    """One line on the page where answers are typed: its form, or what was answered already."""

    line: KitLine
    form: LineForm | None
    notice: str = ""
    """Why an answer that was sent is not kept."""


def rows_of(part: Part, posted: Any, user: User) -> list[Row]:
    """Return the lines of a part, with what was sent about them if anything was."""
    rows = []
    for line in part.lines:
        form = LineForm(posted, line=line)
        if not line.answer:
            rows.append(Row(line, form))
            continue
        sent = form["answer"].value() if form.is_bound else None
        ours = line.entered_by == user and sent == line.answer  # the same page sent twice
        rows.append(Row(line, None, "" if not sent or ours else _too_late(line)))
    return rows


def _too_late(line: KitLine) -> str:
    return (
        f"Une réponse venait d’être saisie\u00a0: «\u00a0{line.get_answer_display()}\u00a0». "
        "La vôtre n’est pas gardée."
    )


def counts_of(rows: list[Row]) -> list[tuple[str, int]]:
    """Return how many valid answers of each sort there are, in the order of the answers."""
    given = [row.form.cleaned_data["answer"] for row in rows if row.form and row.form.is_answered]
    return [(label, given.count(value)) for value, label in Answer.choices if value in given]


def kept(number: int) -> str:
    """Return what to say of that many answers."""
    return ngettext("%(n)d réponse enregistrée.", "%(n)d réponses enregistrées.", number) % {"n": number}
