"""What a person types to write a call: the call, and who they are unless we know."""

from typing import Any

from contributors import consent_texts
from contributors.parts import Part
from initiatives.editing.call import CallPart
from initiatives.models import Call
from initiatives.submission.forms import LongForm
from photos.models import Photo


class CallForm(LongForm):
    """A call as a form in two parts."""

    consent = consent_texts.CALL

    def make_parts(self, given: dict[str, Any], kept: Photo | None) -> None:
        """Make the part of the call, which has no photo."""
        self.call = CallPart(**given)

    @property
    def parts(self) -> list[Part]:
        """Both parts, in the order of the page."""
        return [self.call, self.contributor]

    def as_call(self) -> Call:
        """Return the call, not saved, of no initiative yet; call it once the form is valid."""
        return Call(**self.call.cleaned_data)
