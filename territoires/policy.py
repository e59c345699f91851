"""The Content-Security-Policy of every page: static, no `unsafe-*`, one origin besides ours, that of map tiles."""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF


def directives(tile_url: str) -> dict[str, list[str]]:
    """Return the directives; `tile_url` is the template of the map's background, empty without a tile server."""
    tile_host = urlsplit(tile_url).netloc.replace("{s}", "*")
    return {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *([f"https://{tile_host}"] if tile_host else [])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
