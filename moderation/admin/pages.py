"""Pages of long lists, at a cost that does not grow with them."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property

CEILING = 10_000  # rows that can be reached: beyond, the list says to refine (architecture.md, "Addresses")


class CappedPaginator(Paginator):
    """Counts no further than `CEILING`: a list of a million rows opens as fast as one of ten thousand."""

    @cached_property
    def _counted(self) -> int:
        """Count the rows, as far as `CEILING` + 1."""
        rows: Any = self.object_list
        if isinstance(rows, list):
            return len(rows)
        return rows.order_by()[: CEILING + 1].count()

    @property
    def count(self) -> int:
        """The number of rows that can be reached."""
        return min(self._counted, CEILING)

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than can be reached."""
        return self._counted > CEILING
