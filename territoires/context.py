"""What every template may use, whatever the page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

SITE_NAME = "Territoires contributifs"


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name, its address without a trailing slash, and whether this is a demonstration.

    Neither `request.user` nor the session is read here: public pages are cached and carry no cookie.
    """
    return {"site_name": SITE_NAME, "site_url": settings.SITE_URL, "demo": settings.DEMO}
