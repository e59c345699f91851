"""The long form as a whole: five parts, in one page and one sending."""

from dataclasses import dataclass
from typing import Any, Self

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from contributors.parts import Part
from initiatives.models import Initiative
from initiatives.submission.forms.carrier import CarrierForm
from initiatives.submission.forms.contact import ContactForm
from initiatives.submission.forms.contributor import ContributorForm
from initiatives.submission.forms.initiative import InitiativeForm
from initiatives.submission.forms.location import LocationForm
from initiatives.submission.forms.photo import PhotoForm
from photos.models import Photo

MAX_LOCATIONS = 3
COUNT = "location_count"


@dataclass(frozen=True)
class Step:
    """One of the five parts, as the rail beside the form shows it."""

    number: int
    title: str
    forms: tuple[Part, ...]
    checked: bool

    @property
    def state(self) -> str:
        """What the rail says: "bad", "done", or nothing before the form was sent."""
        if not self.checked:
            return ""
        return "bad" if any(form.errors for form in self.forms) else "done"


class SubmissionForm:
    """Everything that a person tells of an initiative; with `checked=False`, shown again without its faults."""

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        kept: Photo | None = None,
        checked: bool = True,
    ) -> None:
        given: dict[str, Any] = {"data": data, "files": files, "checked": checked}
        self.is_bound = data is not None
        self.checked = checked and self.is_bound
        self.initiative = InitiativeForm(**given)
        self.locations = [
            LocationForm(**given, prefix=f"lieu-{rank}") for rank in range(location_count(data))
        ]
        self.carrier = CarrierForm(**given)
        self.contact = ContactForm(**given)
        self.photo = PhotoForm(**given, kept=kept)
        self.contributor = ContributorForm(**given)

    @classmethod
    def again(cls, typed: dict[str, list[str]], *, kept: Photo | None, checked: bool) -> Self:
        """Return the form filled with what `typed()` gave."""
        data = QueryDict(mutable=True)
        for name, values in typed.items():
            data.setlist(name, values)
        return cls(data, None, kept=kept, checked=checked)

    @property
    def parts(self) -> list[Part]:
        """All pieces, in the order of the page."""
        return [self.initiative, *self.locations, self.carrier, self.contact, self.photo, self.contributor]

    @property
    def steps(self) -> list[Step]:
        """The five parts of the rail."""
        pieces: list[tuple[str, tuple[Part, ...]]] = [
            ("L’initiative", (self.initiative,)),
            ("Le lieu", tuple(self.locations)),
            ("Qui la porte", (self.carrier, self.contact)),
            ("Photo", (self.photo,)),
            ("Vous", (self.contributor,)),
        ]
        return [Step(number, title, forms, self.checked) for number, (title, forms) in enumerate(pieces, 1)]

    @property
    def can_add_location(self) -> bool:
        """Whether there is room for one more place."""
        return len(self.locations) < MAX_LOCATIONS

    def is_valid(self) -> bool:
        """Check every part, so that all faults are told at once."""
        return all(not part.errors for part in self.parts) and self.is_bound

    def typed(self) -> dict[str, list[str]]:
        """Return what was typed in the fields, as JSON data; files apart."""
        typed = {COUNT: [str(len(self.locations))]}
        for part in self.parts:
            typed |= part.typed()
        return typed

    def error_lines(self) -> list[dict[str, str]]:
        """Return the lines of components/error_summary.html: where each fault is, and the words under its field."""
        lines: list[dict[str, str]] = []
        for part in self.parts:
            rank = self.locations.index(part) + 1 if isinstance(part, LocationForm) else 0
            place = f"Lieu {rank}" if rank and len(self.locations) > 1 else ""
            lines += part.error_lines(place)
        return lines

    @property
    def new_actor_name(self) -> str:
        """The name of an actor to be made with the sheet; empty when it is known, or when there is none."""
        carrier = self.carrier.cleaned_data
        is_new = carrier["carrier"] == CarrierForm.ACTOR and carrier["actor"] is None
        return carrier["actor_name"] if is_new else ""

    def as_initiative(self) -> Initiative:
        """Return the sheet's own row, not saved; call it once the form is valid."""
        told, reached, carrier = (
            self.initiative.cleaned_data,
            self.contact.cleaned_data,
            self.carrier.cleaned_data,
        )
        by_person = carrier["carrier"] == CarrierForm.PERSON
        plain = ("title", "summary", "description", "main_theme", "stage", "scale", "since")
        return Initiative(
            **{name: told[name] for name in plain},
            links=self.contact.links,
            phone=reached["phone"],
            email=reached["email"],
            opening_hours=reached["opening_hours"],
            carried_by=carrier["carried_by"] if by_person else "",
        )


def location_count(data: QueryDict | None) -> int:
    """Return how many places the form has: one at least."""
    asked = data.get(COUNT, "1") if data is not None else "1"
    return int(asked) if asked in ("1", "2", "3") else 1


def with_location_added(data: QueryDict) -> QueryDict:
    """Return the same form with one more place, as long as there is room."""
    data = data.copy()
    data[COUNT] = str(min(location_count(data) + 1, MAX_LOCATIONS))
    return data


def with_location_removed(data: QueryDict, rank: int) -> QueryDict:
    """Return the same form without the place of this rank, from 0; those after it move up."""
    changed = QueryDict(mutable=True)
    count = location_count(data)
    for key, values in data.lists():
        head, _, rest = key.partition("-")
        number, _, name = rest.partition("-")
        if head != "lieu" or not (number.isascii() and number.isdigit()):
            changed.setlist(key, values)
        elif int(number) != rank:
            changed.setlist(f"lieu-{int(number) - (int(number) > rank)}-{name}", values)
    if rank < count:
        changed[COUNT] = str(max(count - 1, 1))
    return changed


def reshaped(data: QueryDict, action: str) -> QueryDict | None:
    """Return the form as « Ajouter un lieu » or « Retirer ce lieu » changes it; None without such a button."""
    name, _, rank = action.partition("-")
    if name == "add_location":
        return with_location_added(data)
    if name == "remove_location" and rank in ("0", "1", "2"):
        return with_location_removed(data, int(rank))
    return None
