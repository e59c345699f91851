"""The long form as a whole: five parts, in one page and one sending."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from contributors.parts import Part
from initiatives.models import Initiative
from initiatives.submission.forms.carrier import CarrierForm
from initiatives.submission.forms.contact import ContactForm
from initiatives.submission.forms.initiative import InitiativeForm
from initiatives.submission.forms.location import LocationForm
from initiatives.submission.forms.long import LongForm
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


class SubmissionForm(LongForm):
    """Everything that a person tells of an initiative."""

    kind = "initiative"
    photo: PhotoForm
    has_photo = True

    def make_parts(self, given: dict[str, Any], kept: Photo | None) -> None:
        """Make the parts but the last."""
        self.initiative = InitiativeForm(**given)
        self.locations = [
            LocationForm(**given, prefix=f"lieu-{rank}") for rank in range(location_count(given["data"]))
        ]
        self.carrier = CarrierForm(**given)
        self.contact = ContactForm(**given)
        self.photo = PhotoForm(**given, kept=kept)

    @classmethod
    def reshaped(cls, data: QueryDict, action: str) -> QueryDict | None:
        """Return the form with one more place, or one less."""
        return reshaped(data, action)

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

    def typed(self) -> dict[str, list[str]]:
        """Return what was typed in the fields, as JSON data; files apart."""
        return {COUNT: [str(len(self.locations))]} | super().typed()

    def place_of(self, part: Part) -> str:
        """Return the rank of a place among several."""
        if len(self.locations) == 1 or not isinstance(part, LocationForm):
            return ""
        return f"Lieu {self.locations.index(part) + 1}"

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
