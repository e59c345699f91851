"""One sheet after the other: « Traiter la suivante » takes the one that waits longest and opens it."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from moderation import claims
from moderation.admin.territories import moderator
from moderation.models import Sheet
from moderation.queue import moderation_url

# In the address of a page that was opened so: what is decided there leads to the next sheet, not to the list.
FLOW = "suite"
PASSED = "apres"  # the sheet that is passed over, as `initiatives.initiative-12`


def is_in_flow(request: HttpRequest) -> bool:
    """Tell whether the page was opened by « Traiter la suivante »."""
    return request.GET.get(FLOW) == "1"


def following(request: HttpRequest, address: str) -> str:
    """Return an address that goes on with the flow, if one is in it."""
    return f"{address}?{FLOW}=1" if is_in_flow(request) else address


def kinds_of(site: AdminSite, request: HttpRequest) -> list[type[Sheet]]:
    """Return the kinds of sheets about which this person may decide."""
    return [
        model
        for model, page in site._registry.items()
        if issubclass(model, Sheet) and page.has_change_permission(request)
    ]


def go_on(site: AdminSite, request: HttpRequest, *, after: Sheet | None = None) -> HttpResponse:
    """Take the sheet that waits longest, of those that come after the one just seen, and lead to it."""
    place = claims.place_of(after) if after else None
    sheet = claims.take_next(kinds=kinds_of(site, request), user=moderator(request), after=place)
    if sheet is not None:
        return redirect(f"{moderation_url(sheet)}?{FLOW}=1")
    text = (
        "Vous êtes au bout de la file\u00a0: merci\u202f! Ce que vous avez passé attend encore."
        if after
        else "Rien à traiter\u00a0: rien n’attend, ou tout ce qui attend est pris ou attend une réponse."
    )
    messages.info(request, text)
    return redirect("admin:index")


def next_view(site: AdminSite) -> Any:
    """Return the view that opens the next sheet: a POST, for it takes the sheet."""

    @require_POST
    def view(request: HttpRequest) -> HttpResponse:
        passed = _passed(site, request)
        if passed is not None:
            claims.release(sheet=passed, user=moderator(request))
        return go_on(site, request, after=passed)

    return view


def _passed(site: AdminSite, request: HttpRequest) -> Sheet | None:
    """Return the sheet that is passed over, if it is one of this person's."""
    label, _, number = request.POST.get(PASSED, "").rpartition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    for kind in kinds_of(site, request):
        if kind._meta.label_lower == label:
            found: Any = kind._default_manager.moderated_by(moderator(request)).filter(pk=int(number)).first()
            return found if isinstance(found, Sheet) else None
    return None
