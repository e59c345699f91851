"""The two sheets that somebody wants to bring together, and an introduction as one of the two sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self
from urllib.parse import urlencode

from django.urls import reverse

from contact import reach
from contact.forms import LookUpForm
from contact.models import Introduction, Side
from contributors.models import Contributor, SignedLink
from moderation.models import Sheet


@dataclass(frozen=True)
class Candidate:
    """A sheet that was found."""

    sheet: Sheet
    url: str
    """Where it is chosen; empty when nobody answers for it."""

    @property
    def kind(self) -> str:
        """What it is, and where, in a few words."""
        return ", ".join(filter(None, [str(self.sheet._meta.verbose_name), self.sheet.place_label]))


@dataclass(frozen=True)
class Pair:
    """What is chosen so far, and what is looked for."""

    x: Sheet | None
    y: Sheet | None
    form: LookUpForm

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> Self:
        """Return what an address asks for; what makes no sense is left out, and so is the same sheet twice."""
        x, y = (reach.sheet_at(query.get(name, "")[:200]) for name in ("x", "y"))
        if x is not None and y is not None and (type(x), x.pk) == (type(y), y.pk):
            y = None
        return cls(x, y, LookUpForm({"q": query.get("q", "")[:200]}, auto_id="chercher-%s"))

    @cached_property
    def unreachable(self) -> list[Sheet]:
        """Those for which nobody answers."""
        chosen = [sheet for sheet in (self.x, self.y) if sheet is not None]
        there = reach.reachable(chosen)
        return [sheet for sheet in chosen if sheet not in there]

    @property
    def is_complete(self) -> bool:
        """Whether two sheets are chosen, for which somebody answers."""
        return self.x is not None and self.y is not None and not self.unreachable

    @cached_property
    def text(self) -> str:
        """What is looked for."""
        return self.form.cleaned_data.get("q", "") if self.form.is_valid() else ""

    @property
    def is_short(self) -> bool:
        """Whether too little was written to look for anything."""
        return bool(self.text) and reach.is_short(self.text)

    @cached_property
    def candidates(self) -> list[Candidate]:
        """The sheets found by their name, those for which somebody answers first."""
        chosen = [sheet for sheet in (self.x, self.y) if sheet is not None]
        found = [sheet for sheet in reach.look_up(self.text) if sheet not in chosen]
        there = reach.reachable(found)
        missing = "y" if self.x else "x"
        urls = [self.url(**{missing: reach.token_of(sheet)}) for sheet in there]
        return [
            *(Candidate(sheet, url) for sheet, url in zip(there, urls, strict=True)),
            *(Candidate(sheet, "") for sheet in found if sheet not in there),
        ]

    def url(self, **changes: str) -> str:
        """Return the address of this choice with some of it changed."""
        chosen = {"x": self.x, "y": self.y}
        kept = {name: reach.token_of(sheet) for name, sheet in chosen.items() if sheet is not None} | changes
        return f"{reverse('introduce')}?{urlencode({key: kept[key] for key in kept if kept[key]}, safe='/')}"

    @property
    def without_x(self) -> str:
        """Where another first sheet is chosen."""
        return self.url(x="")

    @property
    def without_y(self) -> str:
        """Where another second sheet is chosen."""
        return self.url(y="")

    @property
    def tokens(self) -> list[tuple[str, str]]:
        """What the form that looks for a name must carry along."""
        chosen = {"x": self.x, "y": self.y}
        return [(name, reach.token_of(sheet)) for name, sheet in chosen.items() if sheet is not None]


@dataclass(frozen=True)
class Meeting:
    """An introduction, and which side looks at it."""

    side: Side
    contributor: Contributor

    @classmethod
    def opened_by(cls, token: str) -> Self | None:
        """Return what a mailed link opens; None when it is over, or one of the sheets is gone."""
        link = SignedLink.objects.valid(purpose=SignedLink.Purpose.ANSWER, token=token)
        side = link.sheet if link else None
        if link is None or not isinstance(side, Side) or side.person_id != link.contributor_id:
            return None
        found = cls(side, link.contributor)
        return found if isinstance(side.sheet, Sheet) and found.other is not None else None

    @property
    def introduction(self) -> Introduction:
        """The introduction."""
        return self.side.introduction

    @cached_property
    def other(self) -> Sheet | None:
        """The sheet of the other side."""
        other = self.introduction.sides.exclude(pk=self.side.pk).first()
        return other.sheet if other is not None and isinstance(other.sheet, Sheet) else None

    @property
    def waits(self) -> bool:
        """Whether this side is to answer."""
        return self.introduction.state == Introduction.State.ASKED and self.side.answer == Side.Answer.WAITING
