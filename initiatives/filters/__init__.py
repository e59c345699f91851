"""The one set of filters, and what it is made of."""

from initiatives.filters.box import Box
from initiatives.filters.filters import (
    NAMES,
    SORTS,
    VERIFIED_LABEL,
    VERIFIED_VALUE,
    Active,
    Filters,
    departments_of,
)
from initiatives.filters.query import known, sheet_at, value, values

__all__ = [
    "NAMES",
    "SORTS",
    "VERIFIED_LABEL",
    "VERIFIED_VALUE",
    "Active",
    "Box",
    "Filters",
    "departments_of",
    "known",
    "sheet_at",
    "value",
    "values",
]
