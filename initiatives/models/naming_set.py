"""Sets of sheets that name others by fields to many: meetings, analyses."""

from collections.abc import Iterable
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from moderation.models import SheetQuerySet


class NamingQuerySet(SheetQuerySet):
    """Sets of sheets of one kind, which have a field `themes`, and fields to many to the sheets that they name."""

    def through(self, field: str) -> Any:
        """Return the rows that say which sheet names what, by a field to many."""
        relation: Any = self.model._meta.get_field(field)
        return relation.remote_field.through._default_manager

    def naming(self, field: str, column: str, sheet: Any) -> Self:
        """Return those that name a sheet, or one that joined it; `column` is that of the named in the rows."""
        # These first, then the rows that name them: one condition on both tables would read each row that there is.
        named = self.through(field).filter(**{f"{column}__in": sheet.family().values("pk")})
        return self.filter(pk__in=named.values(self._own))

    def naming_some(self, field: str, column: str, sheets: QuerySet) -> Q:
        """Return the condition that they name one of these sheets."""
        rows = self.through(field).filter(**{f"{column}__in": sheets.order_by().values("pk")})
        return Q(pk__in=rows.values(self._own))

    def within_themes(self, themes: Iterable[str]) -> Self:
        """Return those that name one of these themes (their words in addresses), or none at all."""
        named = self.through("themes").filter(**{self._own: OuterRef("pk")})
        return self.filter(Exists(named.filter(theme__slug__in=list(themes))) | ~Exists(named))

    @property
    def _own(self) -> str:
        """The column of these sheets in those rows."""
        return str(self.model._meta.model_name)
