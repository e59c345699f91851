"""A relation of any kind between two sheets, whether there is a row of it or not yet."""

from dataclasses import dataclass
from typing import Any, NamedTuple, Self, TypeGuard

from django.db.models import Q, QuerySet

from initiatives.models import Actor, Agreement, DeclaredBy, Initiative, Kinship, Membership, Participation
from initiatives.models.agreement import AgreementQuerySet
from moderation.actions import lock
from moderation.models import Sheet, Status

SUBJECT, OBJECT = DeclaredBy.SUBJECT, DeclaredBy.OBJECT


class Columns(NamedTuple):
    """Where a kind of relation keeps its two sides and its role."""

    model: Any
    subject: str
    object: str
    role: str


KINDS: dict[str, Columns] = {
    Agreement.Kind.PARTICIPATION: Columns(Participation, "actor", "initiative", "role"),
    Agreement.Kind.MEMBERSHIP: Columns(Membership, "actor", "network", ""),
    Agreement.Kind.KINSHIP: Columns(Kinship, "initiative", "other", "kind"),
}
VERBS: dict[tuple[str, str], str] = {
    (Agreement.Kind.PARTICIPATION, Participation.Role.LEADS): "porte",
    (Agreement.Kind.PARTICIPATION, Participation.Role.PARTNER): "est partenaire de",
    (Agreement.Kind.PARTICIPATION, Participation.Role.FUNDS): "finance",
    (Agreement.Kind.PARTICIPATION, Participation.Role.HOSTS): "accueille",
    (Agreement.Kind.PARTICIPATION, Participation.Role.SUPPORTS): "soutient",
    (Agreement.Kind.MEMBERSHIP, ""): "est membre de",
    (Agreement.Kind.KINSHIP, Kinship.Kind.INSPIRED): "s’inspire de",
    (Agreement.Kind.KINSHIP, Kinship.Kind.PART): "fait partie de",
    (Agreement.Kind.KINSHIP, Kinship.Kind.FOLLOWS): "fait suite à",
}


@dataclass(frozen=True)
class Bond:
    """The subject does something with the object: an actor leads an initiative, an initiative follows another."""

    kind: str
    """One of `Agreement.Kind`."""
    role: str
    """Of a participation, or the kind of a kinship; empty for a membership."""
    subject: Any
    object: Any

    @classmethod
    def of(cls, row: Any) -> Self:
        """Return what a row of `Participation`, `Membership` or `Kinship` says."""
        kind = next(kind for kind, columns in KINDS.items() if isinstance(row, columns.model))
        columns = KINDS[kind]
        role = getattr(row, columns.role) if columns.role else ""
        return cls(kind, role, getattr(row, columns.subject), getattr(row, columns.object))

    @classmethod
    def of_case(cls, case: Agreement) -> Self:
        """Return what a question is about; a sheet that joined another since is that other one."""
        columns = KINDS[case.kind]
        sides = (getattr(case, columns.subject), getattr(case, columns.object))
        today = [side.merged_into if side.status == Status.MERGED else side for side in sides]
        return cls(case.kind, case.role, *today)

    @property
    def sentence(self) -> str:
        """The relation in words."""
        verb = VERBS[self.kind, self.role]
        subject, other = self.subject.title_text, self.object.title_text
        return f"«\u00a0{subject}\u00a0» {verb} «\u00a0{other}\u00a0»"

    @property
    def are_published(self) -> bool:
        """Whether visitors see both sheets."""
        return self.subject.is_published and self.object.is_published

    def side_of(self, sheet: Sheet) -> str:
        """Return `subject` or `object`; nothing for a sheet that is neither."""
        found = [side for side in (SUBJECT, OBJECT) if self.sheet(side) == sheet]
        return found[0] if found else ""

    def sheet(self, side: str) -> Any:
        """Return the sheet of a side."""
        return self.subject if side == SUBJECT else self.object

    def _fields(self) -> dict[str, Any]:
        columns = KINDS[self.kind]
        return {columns.subject: self.subject, columns.object: self.object}

    def rows(self) -> QuerySet:
        """Return the row of this relation, if there is one, as a set."""
        columns = KINDS[self.kind]
        role = {columns.role: self.role} if columns.role else {}
        found: QuerySet = columns.model.objects.filter(**self._fields(), **role)
        return found

    def declare(self, side: str) -> None:
        """Write the row: `side` alone says so."""
        columns = KINDS[self.kind]
        role = {columns.role: self.role} if columns.role else {}
        columns.model.objects.create(**self._fields(), **role, declared_by=side)

    def cases(self) -> AgreementQuerySet:
        """Return the question about this relation, as a set; it may name a sheet that joined one of both."""
        found = Agreement.objects.filter(kind=self.kind, role=self.role)
        for column, sheet in self._fields().items():
            found = found.filter(Q(**{column: sheet}) | Q(**{f"{column}__merged_into": sheet}))
        return found.order_by("pk")

    def open_case(self, **fields: Any) -> Agreement:
        """Return the question about this relation, which waits again if it was answered before.

        One that was put and taken back is not put again before `REMEMBERED` is over.
        """
        case = self.cases().first() or Agreement(kind=self.kind, role=self.role, **self._fields())
        anew: dict[str, Any] = {"state": Agreement.State.WAITING, "answered_at": None}
        if not case.is_remembered or case.declared_by != fields.get("declared_by"):
            anew |= {"asked": None, "asked_at": None, "reminded_at": None, "handed_at": None}
        for name, value in (anew | fields).items():
            setattr(case, name, value)
        case.save()
        return case

    def locked(self) -> Self:
        """Return the same with both sheets read again under locks, in one order whoever asks.

        Raises ObjectDoesNotExist when one of them is gone.
        """
        order = sorted((self.subject, self.object), key=lambda sheet: (sheet._meta.label, sheet.pk))
        read = {(type(sheet), sheet.pk): lock(sheet) for sheet in order}
        subject, other = (read[type(sheet), sheet.pk] for sheet in (self.subject, self.object))
        return type(self)(self.kind, self.role, subject, other)


def has_relations(sheet: Any) -> TypeGuard[Sheet]:
    """Tell whether this is a sheet of a kind that has relations: an actor or an initiative."""
    return isinstance(sheet, Actor | Initiative)


def opposite(side: str) -> str:
    """Return the other side."""
    return OBJECT if side == SUBJECT else SUBJECT


def bonds_of(sheet: Sheet, limit: int) -> list[tuple[Bond, Any]]:
    """Return the relations of a sheet whose other side is published, each with its row; the newest first, by kind."""
    found: list[tuple[Bond, Any]] = []
    for columns in KINDS.values():
        for own, other in ((columns.subject, columns.object), (columns.object, columns.subject)):
            if columns.model._meta.get_field(own).related_model is type(sheet):
                rows = columns.model.objects.filter(**{own: sheet, f"{other}__status": Status.PUBLISHED})
                found += [
                    (Bond.of(row), row)
                    for row in rows.select_related(columns.subject, columns.object).order_by("-pk")[:limit]
                ]
    return found


def row_named(name: str) -> Any:
    """Return the row that `participation-12` names, or None."""
    kind, _, number = name.partition("-")
    if kind not in KINDS or not (number.isascii() and number.isdecimal()) or len(number) > 18:
        return None
    columns = KINDS[kind]
    return columns.model.objects.select_related(columns.subject, columns.object).filter(pk=number).first()


@dataclass(frozen=True)
class Way:
    """How one sheet may be bound to another, seen from the first."""

    name: str
    """In forms: `porte`, `membre`, `partie-par`."""
    bond: Bond
    side: str
    """That of the first sheet."""


def ways(sheet: Any, other: Any) -> list[Way]:
    """Return how two sheets may be bound; none for a sheet and itself, or two actors of which none is a network."""
    if type(sheet) is type(other) and sheet.pk == other.pk:
        return []
    kinds = Agreement.Kind
    if isinstance(sheet, Initiative) and isinstance(other, Initiative):
        return [
            way
            for kind in Kinship.Kind.values
            for way in (
                Way(kind, Bond(kinds.KINSHIP, kind, sheet, other), SUBJECT),
                Way(f"{kind}-par", Bond(kinds.KINSHIP, kind, other, sheet), OBJECT),
            )
        ]
    if isinstance(sheet, Actor) and isinstance(other, Actor):
        found = []
        if other.kind == Actor.Kind.NETWORK:
            found.append(Way("membre", Bond(kinds.MEMBERSHIP, "", sheet, other), SUBJECT))
        if sheet.kind == Actor.Kind.NETWORK:
            found.append(Way("reseau", Bond(kinds.MEMBERSHIP, "", other, sheet), OBJECT))
        return found
    actor, initiative = (sheet, other) if isinstance(sheet, Actor) else (other, sheet)
    side = SUBJECT if isinstance(sheet, Actor) else OBJECT
    return [
        Way(role, Bond(kinds.PARTICIPATION, role, actor, initiative), side)
        for role in Participation.Role.values
    ]
