"""Pages of the directory."""

from initiatives.views.actors import actor_history, actor_list, actor_page
from initiatives.views.call_feed import call_feed
from initiatives.views.calls import call_history, call_list, call_page
from initiatives.views.initiatives import initiative_history, initiative_list, initiative_page
from initiatives.views.map import map_page, tile
from initiatives.views.suggestions import suggestions
from initiatives.views.tags import tag_list, tag_page
from initiatives.views.themes import theme_list, theme_page

__all__ = [
    "actor_history",
    "actor_list",
    "actor_page",
    "call_feed",
    "call_history",
    "call_list",
    "call_page",
    "initiative_history",
    "initiative_list",
    "initiative_page",
    "map_page",
    "suggestions",
    "tag_list",
    "tag_page",
    "theme_list",
    "theme_page",
    "tile",
]
