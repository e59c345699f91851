"""The page of the circle: what it is, how to join it, what it does next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.reading import newest_about
from events.coming import coming_about
from initiatives.models import Initiative
from moderation import caching
from newsletter.models import Issue
from territoires.models import Page

LIST_ADDRESS = "territoires-contributifs@listes.infini.fr"
# The first that its founding text names: those that the directory has are linked.
FOUNDING = (
    "gouvernance-contributive-du-numerique-a-brest",
    "wiki-garrigues",
    "doc-brest",
    "territoire-collectif",
    "bretagne-creative",
    "wikibuilding",
)


def founding() -> list[Initiative]:
    """Return the published initiatives from which the circle started, in the order in which it names them."""
    found = Initiative.objects.published().filter(slug__in=FOUNDING).only("title", "slug", "summary")
    return sorted(found, key=lambda initiative: FOUNDING.index(initiative.slug))


def last_issue() -> Issue | None:
    """Return the letter to a mailing list that was sent last."""
    return Issue.objects.sent().select_related("mailing_list").first()


@caching.listing
def circle(request: HttpRequest) -> HttpResponse:
    """Say what the circle is, how to join it and its list, what comes next and how to help."""
    texts = Page.objects.texts_of(Page.Slug.CIRCLE, Page.Slug.CIRCLE_TEAM)
    context = {
        "text": texts[Page.Slug.CIRCLE],
        "team": texts[Page.Slug.CIRCLE_TEAM],
        "list_address": LIST_ADDRESS,
        "founding": caching.remembered("founding", founding),
        "meetings": coming_about(),
        "analyses": newest_about(),
        "issue": caching.remembered("last issue", last_issue),
    }
    return render(request, "territoires/circle.html", context)
