"""Texts of people in the cells of a table that a spreadsheet opens."""

from typing import Any

# What a spreadsheet takes for the beginning of a formula: « =HYPERLINK(…) » in a title would run on a reader's machine.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any) -> Any:
    """Return a value as a cell: numbers as they are, a text that would run as a formula after an apostrophe."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.lstrip(" \n\u00a0").startswith(FORMULA) else value
