"""The bare view: one query, one template."""

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from initiatives.models import Initiative, Location

CARDS = 24


def cards(request: HttpRequest) -> HttpResponse:
    """Show the 24 newest sheets.

    They are sorted by the date that their listing repeats, because that one is indexed: sorting all sheets would make
    a slow floor, and flatter whatever is compared with it.
    """
    place = Location.objects.filter(initiative=OuterRef("pk")).values("commune__name")[:1]
    initiatives = (
        Initiative.objects.filter(status="published", listing__position__isnull=False)
        .select_related("main_theme")
        .annotate(place=Subquery(place))
        .only("title", "slug", "summary", "main_theme__name", "main_theme__slug")
        .order_by("-listing__position")[:CARDS]
    )
    return render(request, "cards.html", {"initiatives": initiatives})
