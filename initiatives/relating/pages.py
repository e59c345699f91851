"""The page on which who answers for a sheet sees its relations, says new ones and answers those of others."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from contributors.models import Contributor, SignedLink
from initiatives.models import Agreement, DeclaredBy
from initiatives.relating import mails
from initiatives.relating.bonds import KINDS, Bond, bonds_of, opposite
from initiatives.relating.cases import LINK_TIME
from initiatives.relating.choosing import spoken_for
from moderation.models import Sheet

MOST = 200  # relations of each kind on one page


@dataclass(frozen=True)
class Shown:
    """One relation, seen from a sheet."""

    name: str
    """In forms: `participation-12`."""
    bond: Bond
    other: Sheet
    """On the other side."""


@dataclass
class Relations:
    """The relations of a sheet, by where they stand."""

    to_answer: list[Shown] = field(default_factory=list)
    """The other side says so: what do we say?"""
    unanswered: list[Shown] = field(default_factory=list)
    """We say so, the other side has not answered."""
    agreed: list[Shown] = field(default_factory=list)


def relations_of(sheet: Sheet) -> Relations:
    """Return the relations of a sheet with sheets that are public."""
    found = Relations()
    for bond, row in bonds_of(sheet, MOST):
        side = bond.side_of(sheet)
        kind = next(kind for kind, columns in KINDS.items() if isinstance(row, columns.model))
        shown = Shown(f"{kind}-{row.pk}", bond, bond.sheet(opposite(side)))
        if row.declared_by == DeclaredBy.BOTH:
            found.agreed.append(shown)
        elif row.declared_by == side:
            found.unanswered.append(shown)
        else:
            found.to_answer.append(shown)
    return found


@transaction.atomic
def send(*, email: str, other: Sheet | None = None) -> bool:
    """Mail whoever reads this address the pages of the sheets for which they answer; tell whether there are any.

    `other` is the sheet with which they want to say a relation: its own page is not among them.
    """
    sheets = [sheet for sheet in spoken_for(email) if sheet != other]
    if not sheets:
        return False
    contributor = Contributor.objects.meet(email=email)
    pages = [(sheet, page_token(sheet, contributor)) for sheet in sheets]
    mails.send_pages(contributor=contributor, pages=pages, other=other)
    return True


def page_token(sheet: Sheet, contributor: Contributor) -> str:
    """Make a link to the page of the relations of a sheet, which does not open anything else; return its token."""
    return SignedLink.objects.issue(
        purpose=SignedLink.Purpose.RELATE,
        contributor=contributor,
        sheet=sheet,
        valid=LINK_TIME,
        replace=False,  # anybody may type this address: that must not close what its reader has open
    )


def exported(contributor: Contributor) -> list[dict[str, Any]]:
    """Return the relations that somebody proposed or was asked about, for the export of their data."""
    cases = Agreement.objects.filter(proposed_by=contributor) | Agreement.objects.filter(asked=contributor)
    columns = {f"{side}__merged_into" for side in ("actor", "network", "initiative", "other")}
    return [
        {
            "relation": Bond.of_case(case).sentence,
            "votre part": "vous l’avez proposée"
            if case.proposed_by_id == contributor.pk
            else "la question vous a été posée",
            "état": case.get_state_display(),
            "proposée le": case.created_at,
            "demandée le": case.asked_at,
            "réponse le": case.answered_at,
        }
        for case in cases.select_related(*columns).order_by("pk")
    ]
