"""The public page of the history of any kind of sheet: an application serves it for its own kinds."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from moderation.history import PublicHistory, SnapshotReader
from moderation.models import Sheet
from moderation.paging import asked_page

PER_PAGE = 20


def history_page(
    request: HttpRequest,
    slug: str,
    *,
    model: type[Sheet],
    reader: type[SnapshotReader],
    crumb: tuple[str, str],
) -> HttpResponse:
    """Show what happened to a published sheet, the last thing first; `crumb` leads to the list of its kind.

    A former address, or that of a merged sheet, leads to today's. Raises Http404 for a sheet that is not published.
    """
    sheets: Any = model._default_manager  # every kind has a slug, which the abstract one does not declare
    sheet = sheets.at(slug)
    if sheet is None:
        if moved := sheets.moved(slug):
            return redirect(moved.get_history_url(), permanent=True)
        raise Http404
    # The stubs want a whole sequence; the paginator only counts and cuts.
    history: Any = PublicHistory(sheet, reader(model, public=True))
    context = {
        "sheet": sheet,
        "page": asked_page(Paginator(history, PER_PAGE), request.GET.get("page")),
        "crumbs": [crumb, (sheet.title_text, sheet.get_absolute_url())],
    }
    return render(request, "moderation/history.html", context)
