"""What search engines may read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from moderation import caching

# Forms, secret links and machine tiles are not to be indexed; filtered lists would be endless.
CLOSED = [
    "/admin/",
    "/animer/",
    "/confirmer/",
    "/mes-fiches/",
    "/relations/",
    "/suivi/",
    "/*/lier/",
    "/*/modifier/",
    "/*/ecrire/",
    "/mettre-en-relation/",
    "/repondre/",
    "/*/signaler/",
    "/*/appel/",
    "/initiatives/proposer/",
    "/acteurs/proposer/",
    "/rencontres/proposer/",
    "/analyses/proposer/",
    "/rencontres/mois/*?",
    "/rencontres/*.ics",
    "/flux/*.ics",
    "/demarrer/?",
    "/carte/tuiles/",
    "/carte/fond.json",
    "/communes/",
    "/suggestions/",
    "/donnees/*.csv",
    "/donnees/*.geojson",
    "/integrer/carte/",
    "/integrer/liste/",
]


@caching.steady
def robots(request: HttpRequest) -> HttpResponse:
    """Send robots.txt."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in CLOSED),
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
