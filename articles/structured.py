"""What machines read of an analysis: JSON-LD in the words of schema.org; and how people cite it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from articles.models import Article
from contributors.typography import day_in_words
from initiatives.structured import ACTOR_TYPES

LICENCES = {
    Article.Licence.BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
    Article.Licence.BY: "https://creativecommons.org/licenses/by/4.0/deed.fr",
    Article.Licence.OPEN: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}


def licence_url(article: Article) -> str:
    """Return where the licence of an analysis is read."""
    return LICENCES[Article.Licence(article.licence)]


def article_data(shown: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON-LD of a published analysis from what its page shows (`articles.page.contents`)."""
    article: Article = shown["article"]
    here = _whole(article.get_absolute_url())
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": here,
        "url": here,
        "mainEntityOfPage": here,
        "headline": article.title,
        "description": article.summary,
        "articleSection": article.get_kind_display(),
        "inLanguage": "fr",
        "datePublished": article.published_at.isoformat() if article.published_at else "",
        "dateModified": article.updated_at.isoformat(),
        "wordCount": len(article.text.split()),
        "timeRequired": f"PT{article.minutes}M",
        "license": licence_url(article),
        "author": [_named(actor.name, actor, ACTOR_TYPES.get(actor.kind)) for actor in shown["authors"]],
        "publisher": {"@type": "Organization", "name": "Territoires contributifs", "url": settings.SITE_URL},
        "about": [_named(sheet.title, sheet, "Project") for sheet in shown["initiatives"]]
        + [_named(sheet.title, sheet, "Event") for sheet in shown["events"]],
        "keywords": [theme.name for theme in shown["themes"]],
        "image": [_whole(photo.url(1280)) for photo in shown["photos"]],
    }
    if article.signed_by:
        data["author"].append({"@type": "Person", "name": article.signed_by})
    if shown["territory"]:
        data["spatialCoverage"] = {"@type": "Place", "name": shown["territory"].name}
    return {name: value for name, value in data.items() if value not in ([], "")}


def citation(shown: Mapping[str, Any]) -> str:
    """Return how to cite an analysis: who wrote it, its title, the site, the day, the licence."""
    article: Article = shown["article"]
    who = ", ".join(filter(None, [*(actor.name for actor in shown["authors"]), article.signed_by]))
    day = day_in_words(article.published_at) if article.published_at else ""
    title = f"«\u00a0{article.title}\u00a0»"
    return ", ".join(filter(None, [who, title, "Territoires contributifs", day, article.licence]))


def _named(name: str, sheet: Any, kind: str | None) -> dict[str, str]:
    return {"@type": kind or "Organization", "name": name, "url": _whole(sheet.get_absolute_url())}


def _whole(path: str) -> str:
    return settings.SITE_URL + path
