"""The sheets that other sites show, one at a time: found by their address, and what a card says of each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

from django.apps import apps
from django.urls import Resolver404, resolve
from django.utils import timezone

from articles.models import Article
from contributors.typography import day_in_words
from events.models import Event
from initiatives.models import Actor, Call, Theme
from moderation.models import Sheet
from photos.models import Photo

LONGEST = 500  # characters of an address: no slug comes near


@dataclass(frozen=True)
class Card:
    """What a card says of a sheet."""

    noun: str  # what it is: « Initiative », « Appel »
    title: str
    text: str
    url: str  # from the root of the site
    facts: list[tuple[str, str]] = field(default_factory=list)  # name of an icon, words
    theme: Theme | None = None
    photo: Photo | None = None


@cache
def models() -> dict[str, type[Sheet]]:
    """Return the kinds of sheets by the name of the route of their page: it is that of the model for every kind."""
    return {
        str(model._meta.model_name): model
        for model in apps.get_models()
        if issubclass(model, Sheet) and not model._meta.abstract
    }


def path_of(text: str) -> str:
    """Return the path of a page, whichever way it is written: an address, a path, `initiatives/jardin`, or a slug.

    A slug alone is that of an initiative. Nothing for what cannot be an address.
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    words = [word for word in unquote(parts.path).split("/") if word]
    return f"/{'/'.join(words if len(words) > 1 else ['initiatives', *words])}/" if words else ""


def sheet_at(path: str) -> Sheet | None:
    """Return the sheet that visitors read at this path, today's for one that moved; None where there is none."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    model = models().get(match.url_name or "")
    slug = match.kwargs.get("slug")
    if model is None or not isinstance(slug, str):
        return None
    sheets: Any = model._default_manager
    found: Sheet | None = sheets.reached_by(slug)
    return found


def card_of(sheet: Sheet) -> Card:
    """Return what a card says of a sheet; a kind that is not named here has its title, its summary and its place."""
    special = next((made for model, made in _SPECIAL.items() if isinstance(sheet, model)), _of_any)
    return special(sheet)


def _of_any(sheet: Any, **said: Any) -> Card:
    """Return what any kind of sheet says of itself, or `said` instead."""
    noun = str(sheet._meta.verbose_name)
    place = sheet.place_label
    return Card(
        **{
            "noun": noun[:1].upper() + noun[1:],
            "title": sheet.title_text,
            "text": getattr(sheet, "summary", "") or getattr(sheet, "excerpt", ""),
            "url": sheet.get_absolute_url(),
            "facts": [("place", place)] if place else [],
            "theme": getattr(sheet, "main_theme", None),
            "photo": getattr(sheet, "cover", None),
        }
        | said
    )


def _of_actor(actor: Actor) -> Card:
    return _of_any(actor, noun=str(actor.get_kind_display()))


def _of_call(call: Call) -> Card:
    until = f"Jusqu’au {day_in_words(call.until)}" if call.is_open else "Cet appel est terminé"
    facts = [("calendar", until), ("people", call.initiative.title)]
    facts += [("place", call.where)] if call.where else []
    noun = f"Appel\u00a0: {call.get_kind_display().lower()}"
    return _of_any(call, noun=noun, facts=facts, theme=call.initiative.main_theme)


def _of_event(event: Event) -> Card:
    times = list(event.occurrences.filter(ends_at__gte=timezone.now()).order_by("starts_at")[:1])
    for one in times:
        one.event = event
    facts = [("calendar", "Annulée" if one.is_off else one.when) for one in times]
    facts = facts or [("calendar", "Cette rencontre est passée")]
    facts += [("place", event.place_label)] if event.place_label else []
    return _of_any(event, facts=facts, theme=event.themes.order_by("rank", "name").first())


def _of_article(article: Article) -> Card:
    facts = [("people", article.signed_by)] if article.signed_by else []
    facts += [("place", article.place_label)] if article.place_label else []
    theme = article.themes.order_by("rank", "name").first()
    return _of_any(article, noun=str(article.get_kind_display()), facts=facts, theme=theme)


_SPECIAL: dict[type[Sheet], Callable[[Any], Card]] = {
    Actor: _of_actor,
    Article: _of_article,
    Call: _of_call,
    Event: _of_event,
}
