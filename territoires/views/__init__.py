"""Pages that compose every application."""

from territoires.views.circle import circle
from territoires.views.home import home
from territoires.views.robots import robots
from territoires.views.sitemap import sitemap_index, sitemap_part
from territoires.views.static_pages import (
    about,
    accessibility,
    charter,
    join,
    legal,
    privacy,
    site_plan,
)
from territoires.views.territories import territory_list, territory_page, territory_portrait

__all__ = [
    "about",
    "accessibility",
    "charter",
    "circle",
    "home",
    "join",
    "legal",
    "privacy",
    "robots",
    "site_plan",
    "sitemap_index",
    "sitemap_part",
    "territory_list",
    "territory_page",
    "territory_portrait",
]
