"""The form in which a person changes a published sheet: each kind says of what parts it is made."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from contributors.parts import Part
from moderation.forms import ProposerPart, RemarkPart
from moderation.history import Change, SnapshotReader
from moderation.models import Sheet
from photos.models import Photo


class EditForm:
    """A sheet as a form, opened on what it said then (`base`); what differs from that is what is proposed.

    A field that was not touched is not checked and keeps its value: a sheet taken from elsewhere may break today's
    rules where nobody wanted to change anything. A kind of sheet gives what stands below, `make_parts`, `as_typed`
    and `value`.
    """

    template: ClassVar[str] = ""
    """Shows the parts."""
    reader: ClassVar[type[SnapshotReader]] = SnapshotReader
    fields: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """The controls of each field of the snapshot that may be changed."""
    judged_whole: ClassVar[tuple[type[Part], ...]] = ()
    """Parts of which one control may be wrong because of another: the kind itself says when nobody touched them."""
    always: ClassVar[frozenset[str]] = frozenset()
    """Controls that matter even untouched: what a new photo shows, the consent to a new contact."""

    def __init__(
        self,
        base: dict[str, Any],
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        kept: Photo | None = None,
        checked: bool = True,
        is_known: bool = False,
    ) -> None:
        """Open on `base`, or read `data`; `kept` is a photo sent before, `is_known` means that we know who writes."""
        self.base = base
        self.checked = checked and data is not None
        self._shown = _query(self.as_typed(base))
        self._data = self._shown if data is None else data
        given: dict[str, Any] = {"data": self._data, "files": files, "checked": self.checked}
        self.sheet_parts = self.make_parts(given, kept)
        self.remark = RemarkPart(**given)
        self.proposer = None if is_known else ProposerPart(**given)

    @classmethod
    def again(
        cls, kept_data: dict[str, Any], *, photo: Photo | None, checked: bool, is_known: bool
    ) -> "EditForm":
        """Return the form filled with what `kept()` gave."""
        data = _query(kept_data["typed"])
        return cls(kept_data["base"], data, kept=photo, checked=checked, is_known=is_known)

    # --- What a kind of sheet says ---

    def make_parts(self, given: dict[str, Any], kept: Photo | None) -> list[Part]:
        """Return the parts of the form about the sheet; `given` goes to each."""
        raise TypeError(f"{type(self).__name__} must say of what parts it is made.")

    def as_typed(self, base: dict[str, Any]) -> dict[str, list[str]]:
        """Return a snapshot as it would be typed in the parts."""
        raise TypeError(f"{type(self).__name__} must say how a snapshot is typed.")

    def value(self, name: str) -> Any:
        """Return what a field of the snapshot becomes, once the form is valid."""
        raise TypeError(f"{type(self).__name__} must say what its fields hold.")

    @property
    def photo(self) -> Photo | None:
        """The photo that is added, if any."""
        return None

    def take_photo(self, before: Photo | None) -> None:
        """Take in the file that came, in place of the one sent before; where a kind has no photos, do nothing."""

    def context(self) -> dict[str, Any]:
        """Return what the template of this kind needs beside the form."""
        return {}

    @staticmethod
    def address_of(photo: Photo | None) -> str:
        """Return a photo that is not public as an address that holds it whole."""
        return ""

    @classmethod
    def reshaped(cls, data: QueryDict, action: str) -> QueryDict | None:
        """Return the form as a button of it changes it (one more place), or None when it is to be read."""
        return None

    @classmethod
    def bring(cls, changes: Mapping[str, Any]) -> None:
        """Make what accepted changes name and the site does not know yet, such as a new tag."""

    # --- What every kind has ---

    @property
    def parts(self) -> list[Part]:
        """All parts, in the order of the page."""
        return [*self.sheet_parts, self.remark, *([self.proposer] if self.proposer else [])]

    @property
    def known_base(self) -> dict[str, Any]:
        """What the form was opened on, of the fields that it may change."""
        return {name: self.base.get(name) for name in self.fields}

    def kept(self) -> dict[str, Any]:
        """Return what must not be lost, as JSON data; files apart."""
        typed: dict[str, list[str]] = {}
        for part in self.parts:
            typed |= part.typed()
        return {"base": self.known_base, "typed": typed}

    def is_valid(self) -> bool:
        """Check every part, so that all faults are told at once."""
        self.forget_untouched()
        return self.checked and all(not part.errors for part in self.parts)

    def error_lines(self) -> list[dict[str, str]]:
        """Return the lines of components/error_summary.html."""
        self.forget_untouched()
        return [line for part in self.parts for line in part.error_lines(self.place_of(part))]

    def place_of(self, part: Part) -> str:
        """Return what names a part among others of its kind, for the list of faults: « Lieu 2 »."""
        return ""

    def is_touched(self, *controls: str) -> bool:
        """Tell whether one of these controls, or one named after it (`commune_code`), differs from what was shown."""
        return any(
            _normal(self._data, control) != _normal(self._shown, control)
            for control in _named(controls, {*self._data, *self._shown})
        )

    def forget_untouched(self) -> None:
        """Drop what is wrong with fields that nobody touched."""
        for part in self.sheet_parts:
            if isinstance(part, self.judged_whole):
                continue
            untouched = [name for name in part.errors if not self.is_touched(part.add_prefix(name))]
            part.forget_errors(
                *(name for name in untouched if name in part.fields and name not in self.always)
            )

    def changes(self) -> dict[str, dict[str, Any]]:
        """Return, for each field that changes, what it held and what it should hold; call it once the form is valid."""
        found = {}
        for name, controls in self.fields.items():
            if self.is_touched(*controls):
                before, after = self.base.get(name), self.value(name)
                if before != after:
                    found[name] = {"before": before, "after": after}
        return found


def told(sheet: Sheet, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Change]:
    """Return what changes from some values of fields to others, in words, in the order of the model."""
    reader = sheet.edit_form().reader(type(sheet), public=False)
    reader.prepare([dict(before), dict(after)])
    found = {}
    for name in sorted({*before, *after}, key=lambda name: (reader.rank(name), name)):
        if before.get(name) != after.get(name):
            change = reader.change(name, before.get(name), after.get(name))
            if change is not None:
                found[name] = change
    return found


def _query(typed: Mapping[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data


def _named(controls: Iterable[str], present: set[str]) -> set[str]:
    """Return the controls of these names and those named after them."""
    wanted = tuple(controls)
    heads = tuple(f"{control}_" for control in wanted)
    return {name for name in present if name in wanted or name.startswith(heads)}


def _normal(data: QueryDict, control: str) -> list[str]:
    """Return what a control holds, as browsers neither add nor take anything: line ends, spaces around, order."""
    values = (value.replace("\r\n", "\n").strip() for value in data.getlist(control))
    return sorted(value for value in values if value)
