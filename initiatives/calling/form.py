"""What a person types to write a call: the call, and who they are unless we know."""

from typing import Any

from django import forms
from django.http import QueryDict

from contributors import consent_texts
from contributors.parts import Part
from initiatives.editing.call import CallPart
from initiatives.models import Call
from initiatives.submission.forms.contributor import ContributorForm


class WriterPart(ContributorForm):
    """Who writes, and their consent to publish the call."""

    publication_consent = forms.BooleanField(
        label=consent_texts.CALL.label,
        help_text=consent_texts.CALL.details,
        error_messages={"required": consent_texts.CALL.missing},
    )


class ConsentPart(WriterPart):
    """The consent of somebody whom we know by their link."""

    contributor_name = None  # type: ignore[assignment]  # how Django drops an inherited field
    contributor_email = None  # type: ignore[assignment]  # how Django drops an inherited field


class CallForm:
    """A call as a form; `is_known` means that we know who writes."""

    def __init__(self, data: QueryDict | None = None, *, is_known: bool, checked: bool = True) -> None:
        given: dict[str, Any] = {"data": data, "checked": checked}
        self.is_known = is_known
        self.call = CallPart(**given)
        self.contributor = (ConsentPart if is_known else WriterPart)(**given)

    @classmethod
    def again(cls, typed: dict[str, list[str]], *, is_known: bool, checked: bool) -> "CallForm":
        """Return the form filled with what `typed()` gave."""
        data = QueryDict(mutable=True)
        for name, values in typed.items():
            data.setlist(name, values)
        return cls(data, is_known=is_known, checked=checked)

    @property
    def parts(self) -> list[Part]:
        """Both parts, in the order of the page."""
        return [self.call, self.contributor]

    def typed(self) -> dict[str, list[str]]:
        """Return what must not be lost, as JSON data."""
        return self.call.typed() | self.contributor.typed()

    def is_valid(self) -> bool:
        """Check both parts, so that all faults are told at once."""
        return all(part.is_valid() for part in self.parts)

    def error_lines(self) -> list[dict[str, str]]:
        """Return the lines of components/error_summary.html."""
        return [line for part in self.parts for line in part.error_lines()]

    def as_call(self) -> Call:
        """Return the call, not saved, of no initiative yet; call it once the form is valid."""
        return Call(**self.call.cleaned_data)
