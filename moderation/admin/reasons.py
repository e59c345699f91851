"""What a moderator writes with a decision: one's own words, or ready texts and the points that are missing."""

from typing import Any, ClassVar, Self

from django import forms
from django.http import QueryDict

from contributors.fields import CleanTextField
from moderation.models import CannedReason, CharterPoint, Sheet

REASON_LENGTH = 2000  # characters, as `Sheet.refusal_reason`
INSERT = "_insert"  # name of the button that puts ready texts in the box, where no script does


class ConfirmationForm(forms.Form):
    """Asks once more, without a word to add."""

    @classmethod
    def of(cls, data: QueryDict | None, sheet: Sheet | None) -> Self:
        """Return the form as it was sent, or blank; about one `sheet`, or about several when it is None."""
        return cls(data)


class WordsForm(ConfirmationForm):
    """Asks for words (`reason`), and offers the texts that are ready for one use: what is chosen is added."""

    use: ClassVar[str]
    offers_points: ClassVar[bool] = True
    canned = forms.ModelChoiceField(
        CannedReason.objects.none(),
        label="Texte tout prêt (facultatif)",
        empty_label="Aucun",
        required=False,
        help_text="Il s’ajoute au texte ci-dessous, où vous pouvez le changer.",
    )
    points = forms.ModelMultipleChoiceField(
        CharterPoint.objects.none(),
        label="Points de la charte à compléter (facultatif)",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ceux que personne n’a cochés pour cette fiche.",
    )

    def __init__(self, data: QueryDict | None = None, *, sheet: Sheet | None = None, **kwargs: Any) -> None:
        """Offer what is ready: the points, for one sheet only, are those that are not met."""
        super().__init__(self._completed(data) if data else data, **kwargs)
        canned = CannedReason.objects.filter(use=self.use)
        points = CharterPoint.objects.unmet(sheet) if sheet else CharterPoint.objects.none()
        self.texts = {
            "canned": {str(one.pk): one.text for one in canned},
            "points": {str(point.pk): point.sentence for point in points} if self.offers_points else {},
        }
        """What each choice writes, for the script of the page."""
        for name, choices in (("canned", canned), ("points", points)):
            field: Any = self.fields[name]
            field.queryset = choices
            if not self.texts[name]:
                del self.fields[name]

    @property
    def offers_texts(self) -> bool:
        """Whether there is something to insert."""
        return "canned" in self.fields or "points" in self.fields

    @classmethod
    def of(cls, data: QueryDict | None, sheet: Sheet | None) -> Self:
        """Return the form as sent; when the button to insert was pressed, one with the chosen texts inserted."""
        if data is None or INSERT not in data:
            return cls(data, sheet=sheet)
        return cls(sheet=sheet, initial={"reason": cls._completed(data)["reason"]})

    @classmethod
    def _completed(cls, data: QueryDict) -> QueryDict:
        """Return what was sent, with the chosen texts after what is written: nothing that was chosen is lost."""
        completed = data.copy()
        completed["reason"] = with_text(data.get("reason", ""), *cls._chosen(data))
        return completed

    @classmethod
    def _chosen(cls, data: QueryDict) -> list[str]:
        """Return the texts that were chosen, whatever numbers were sent."""
        canned = CannedReason.objects.filter(use=cls.use, pk__in=_numbers(data, "canned"))
        points = CharterPoint.objects.filter(pk__in=_numbers(data, "points")) if cls.offers_points else []
        return [*(one.text for one in canned), "\n".join(f"- {point.sentence}" for point in points)]


class OptionalReasonForm(WordsForm):
    """Asks once more; a reason may be added."""

    use = CannedReason.Use.ARCHIVE
    offers_points = False
    reason = CleanTextField(
        label="Motif (facultatif)",
        max_length=REASON_LENGTH,
        required=False,
        help_text="Il est envoyé à la personne qui a proposé la fiche, et gardé dans l’historique.",
    )


class QuestionForm(WordsForm):
    """Asks for the question."""

    use = CannedReason.Use.ASK
    reason = CleanTextField(
        label="Question",
        max_length=REASON_LENGTH,
        error_messages={"required": "Écrivez votre question."},
        help_text="Elle est envoyée telle quelle à la personne qui a proposé la fiche, avec un lien pour y répondre.",
    )


class ReasonForm(WordsForm):
    """Asks for the reason."""

    use = CannedReason.Use.REFUSE
    reason = CleanTextField(
        label="Motif",
        max_length=REASON_LENGTH,
        error_messages={
            "required": "Écrivez le motif\u00a0: la personne qui a proposé la fiche doit le connaître."
        },
        help_text="Il est envoyé tel quel à la personne qui a proposé la fiche\u00a0: "
        "dites ce qui manque et comment le corriger.",
    )


def with_text(written: str, *texts: str) -> str:
    """Return what is written, followed by the texts that it does not hold yet."""
    written = written.replace("\r\n", "\n").strip()
    return "\n\n".join(filter(None, [written, *(text for text in texts if text not in written)]))


def _numbers(data: QueryDict, name: str) -> list[int]:
    """Return the primary keys among what was sent under this name."""
    return [
        int(text) for text in data.getlist(name) if text.isascii() and text.isdecimal() and len(text) < 19
    ]
