"""The page of a list that an address asks for."""

import re

from django.core.paginator import Page, Paginator


def asked_page(paginator: Paginator, number: str | None) -> Page:
    """Return the page of this number as typed in an address: the first if it is no page number, at most the last."""
    if not re.fullmatch(r"[1-9][0-9]{0,6}", number or ""):
        return paginator.page(1)
    return paginator.page(min(int(number or 1), paginator.num_pages))
