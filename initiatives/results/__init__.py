"""Which sheets pass a set of filters: how many, in which order, with which other keys. `finding.find` is the way in."""

from initiatives.results.found import CEILING, NEAREST, TAGS, WORDS_CEILING, Found, Hit

__all__ = ["CEILING", "NEAREST", "TAGS", "WORDS_CEILING", "Found", "Hit"]
