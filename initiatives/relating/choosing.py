"""Finding the other side: published sheets by their name, and the sheets for which somebody answers."""

from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from contributors.models import Contributor
from initiatives.models import Actor, Initiative
from initiatives.search.suggested_titles import titles
from moderation.models import Sheet
from places.folding import fold

SHORTEST = 2  # letters
MOST = 8  # of each kind
SPOKEN_FOR = 50  # of each kind, in one mail
MODELS: dict[str, Any] = {kind._meta.model_name or "": kind for kind in (Actor, Initiative)}


def matches(text: str, *, but: Sheet) -> list[Sheet]:
    """Return a few published sheets that a name may mean: actors, then initiatives; of networks' kind for an actor."""
    key = fold(text)
    if len(key) < SHORTEST:
        return []
    actors = Actor.objects.published().named_like(text).select_related("commune").order_by()
    if isinstance(but, Actor) and but.kind != Actor.Kind.NETWORK:
        actors = actors.filter(kind=Actor.Kind.NETWORK)
    slugs = [title.slug for title in titles(key, MOST)]
    found = {
        sheet.slug: sheet for sheet in Initiative.objects.published().filter(slug__in=slugs).with_places()
    }
    initiatives = [found[slug] for slug in slugs if slug in found]
    return [sheet for sheet in (*actors[:MOST], *initiatives) if sheet != but]


def sheet_named(name: str) -> Any:
    """Return the published sheet that `initiative-12` names, or None."""
    kind, _, number = name.partition("-")
    if kind not in MODELS or not (number.isascii() and number.isdecimal()) or len(number) > 18:
        return None
    return MODELS[kind].objects.published().filter(pk=number).first()


def spoken_for(email: str) -> list[Sheet]:
    """Return the published sheets for which whoever reads an address answers, by `moderation.speakers`."""
    contributor = Contributor.objects.with_address(email)
    found: list[Sheet] = []
    for kind in (Initiative, Actor):
        published: Any = kind._default_manager.published()
        unsent = Q(submitted_by=None) | Q(submitted_by__confirmed_at=None)
        public = published.alias(address=Lower("email")).exclude(email="").filter(unsent)
        public = public.filter(address=email.lower())
        if contributor is not None and contributor.confirmed_at is not None:
            found += published.filter(submitted_by=contributor).order_by("-pk")[:SPOKEN_FOR]
        found += public.order_by("-pk")[:SPOKEN_FOR]
    return found
