"""What the long forms have in common: several parts, in one page and one sending."""

from typing import Any, ClassVar, Self

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from contributors import consent_texts
from contributors.parts import Part
from initiatives.submission.forms.contributor import ContributorForm
from initiatives.submission.forms.photo import PhotoForm
from photos.models import Photo


class LongForm:
    """Everything that a person tells of a new sheet; with `checked=False`, shown again without its faults."""

    kind: ClassVar[str] = ""
    """Tells its drafts from others; its addresses are called `{kind}_submit`, `{kind}_review` and so on."""
    consent: ClassVar[consent_texts.ConsentText] = consent_texts.PUBLICATION
    contributor: ContributorForm
    photo: PhotoForm | None = None
    has_photo: ClassVar[bool] = False
    previewed = False
    """Whether its page shows the text as it will look, beside what was typed."""

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        kept: Photo | None = None,
        checked: bool = True,
        is_known: bool = False,
    ) -> None:
        """Read `data` and `files`; `kept` is the photo sent before, `is_known` that we know who writes."""
        given: dict[str, Any] = {"data": data, "files": files, "checked": checked}
        self.is_bound = data is not None
        self.checked = checked and self.is_bound
        self.make_parts(given, kept)
        self.is_known = is_known
        self.contributor = ContributorForm(**given, consent=self.consent, is_known=is_known)

    @classmethod
    def again(
        cls,
        typed: dict[str, list[str]],
        *,
        kept: Photo | None = None,
        checked: bool,
        is_known: bool = False,
    ) -> Self:
        """Return the form filled with what `typed()` gave."""
        data = QueryDict(mutable=True)
        for name, values in typed.items():
            data.setlist(name, values)
        return cls(data, None, kept=kept, checked=checked, is_known=is_known)

    @classmethod
    def reshaped(cls, data: QueryDict, action: str) -> QueryDict | None:
        """Return the form as a button of it changes it, or None when it is to be read."""
        return None

    def make_parts(self, given: dict[str, Any], kept: Photo | None) -> None:
        """Make the parts but the last, which says who writes; `given` goes to each."""
        raise TypeError(f"{type(self).__name__} must say of what parts it is made.")

    @property
    def parts(self) -> list[Part]:
        """All pieces, in the order of the page."""
        raise TypeError(f"{type(self).__name__} must say of what parts it is made.")

    @property
    def told(self) -> dict[str, Any]:
        """What all parts say, by the name of the field; once the form is valid."""
        return {name: value for part in self.parts for name, value in part.cleaned_data.items()}

    def place_of(self, part: Part) -> str:
        """Return what names a part among others of its kind, for the list of faults."""
        return ""

    def is_valid(self) -> bool:
        """Check every part, so that all faults are told at once."""
        return all(not part.errors for part in self.parts) and self.is_bound

    def typed(self) -> dict[str, list[str]]:
        """Return what was typed in the fields, as JSON data; files apart."""
        typed: dict[str, list[str]] = {}
        for part in self.parts:
            typed |= part.typed()
        return typed

    def error_lines(self) -> list[dict[str, str]]:
        """Return the lines of components/error_summary.html: where each fault is, and the words under its field."""
        return [line for part in self.parts for line in part.error_lines(self.place_of(part))]
