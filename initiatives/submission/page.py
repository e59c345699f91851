"""The page of a long form, whatever brings it back."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from contributors.limits import Hit, render_within
from contributors.robots import RobotTrap
from initiatives.submission.forms import LongForm
from initiatives.submission.kinds import kind_called


def form_page(
    request: HttpRequest,
    form: LongForm,
    *,
    token: str = "",
    hasty: bool = False,
    limited: Hit | None = None,
) -> HttpResponse:
    """Show the form. `token` is that of its draft; `hasty`: it came too soon; `limited`: too often, then 429."""
    context = {
        "form": form,
        "trap": RobotTrap(request.POST if request.method == "POST" else None),
        "token": token,
        "hasty": hasty,
        "error_lines": form.error_lines(),
        "legal": settings.LEGAL,
    }
    page = kind_called(form.kind).writing
    return render_within(request, page.template, context | page.context(form), limited=limited)
