"""What a secret link opens, and the page of one that opens nothing any more."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from contributors.models import Contributor, SignedLink
from moderation.models import Sheet


class Opened(NamedTuple):
    """The sheet that a link is about, and whose link it is."""

    sheet: Sheet
    contributor: Contributor


def opened(purpose: str, token: str) -> Opened | None:
    """Return what a token opens; None when it is unknown, expired or replaced, or when its sheet is gone."""
    link = SignedLink.objects.valid(purpose=purpose, token=token)
    sheet = link.sheet if link else None
    return Opened(sheet, link.contributor) if link and isinstance(sheet, Sheet) else None


def gone(request: HttpRequest) -> HttpResponse:
    """Say that a link is over, and where to ask for a new one."""
    return render(request, "moderation/link_gone.html", status=410)
