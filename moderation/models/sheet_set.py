"""Sets of sheets of one kind."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self, cast

from django.db import models

from contributors.refusals import Gone
from moderation.models.erasure import Erasure
from moderation.models.former_slug import FormerSlug
from moderation.models.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contributors.models import User
    from moderation.models.sheet import Sheet
    from moderation.scope import Mandate
    from places.territory import Territory


class SheetQuerySet(models.QuerySet):
    """Sets of sheets of one kind."""

    def published(self) -> Self:
        """Return the sheets that visitors see."""
        return self.filter(status=Status.PUBLISHED)

    def at(self, slug: str) -> "Sheet | None":
        """Return the published sheet at this address, or None."""
        found: Any = self.published().filter(slug=slug).first()
        return cast("Sheet | None", found)

    def pending(self) -> Self:
        """Return the moderators' queue, the sheet that waits longest first."""
        return self.filter(status=Status.PENDING).order_by("queued_at", "pk")

    def going_on(self) -> Self:
        """Return the sheets of what has not come to its end. Each kind that can end says how."""
        return self

    def by_place(self) -> Self:
        """Sort as one goes about a territory: by commune, then by title. Each kind says how."""
        return self.order_by("pk")

    def with_places(self) -> Self:
        """Fetch what `place_label` needs. Each kind says how."""
        return self

    def moved(self, slug: str) -> "Sheet | None":
        """Return the published sheet to which this address leads today: renamed since, or merged into another.

        Raises contributors.refusals.Gone when the sheet that had it was erased.
        """
        there: Any = self.filter(slug=slug).select_related("merged_into").first()
        target: Any = there.merged_into if there else FormerSlug.objects.owner_of(self.model, slug)
        if there is None and target is None and Erasure.objects.covers(self.model, slug):
            raise Gone
        if there is None and target is not None and target.merged_into_id:
            target = target.merged_into  # it had this address before it joined the other
        return target if target is not None and target.is_published else None

    def reached_by(self, slug: str) -> "Sheet | None":
        """Return the published sheet to which this address leads, whenever it had it; None even if it was erased."""
        try:
            return (self.at(slug) or self.moved(slug)) if slug else None
        except Gone:
            return None

    def moderated_by(self, user: "User") -> Self:
        """Return the sheets that this moderator may see and act on."""
        from moderation.scope import mandates_of

        found = [self.covered_by(mandate) for mandate in mandates_of(user)]
        return reduce(or_, found) if found else self.none()

    def covered_by(self, mandate: "Mandate") -> Self:
        """Return the sheets that a mandate covers."""
        found = self if mandate.territories is None else self.within(mandate.places)
        return found if mandate.themes is None else found.within_themes(mandate.themes)

    def within_themes(self, themes: "Iterable[str]") -> Self:
        """Return the sheets about one of these themes. A kind that has themes says how; others are not limited."""
        return self

    def on_their_own(self) -> Self:
        """Return those that wait for their own sake, not along with another that waits. Each kind says how."""
        return self

    def within(self, territories: "Sequence[Territory]") -> Self:
        """Return the sheets inside one of these territories. Each kind says how."""
        raise TypeError(f"{type(self).__name__} must say how its sheets lie in a territory.")
