"""Name badges: the names come by POST, so that they are in no address and no log, and go with the answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from handouts.badges import badges
from handouts.basket import LENGTH
from handouts.forms import BadgesForm
from initiatives.filters import value


@csrf_exempt  # keeps and changes nothing, and needs no cookie so: a forged request shows its author's own names
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def badge_page(request: HttpRequest) -> HttpResponse:
    """Ask for names; show the badges to print."""
    if request.method == "POST":
        form = BadgesForm(request.POST)
        if form.is_valid():
            typed = form.cleaned_data
            context = {
                "title": typed["titre"],
                "pages": badges(typed["noms"].splitlines(), typed["vierges"] or 0),
            }
            return render(request, "handouts/badges.html", context)
    else:
        form = BadgesForm(initial={"titre": value(request.GET, "titre", LENGTH)})
    return render(request, "handouts/badges_write.html", {"form": form})
