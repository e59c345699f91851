"""What applications above add to the demonstration set: they tell when they start."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Extra:
    """What one application adds."""

    load: Callable[[], None]
    """Make what is not there yet, once the directory is loaded."""
    remove: Callable[[], None]
    """Take it away, before the directory."""


_EXTRAS: dict[str, Extra] = {}


def register(name: str, extra: Extra) -> None:
    """Take what the application of this name adds."""
    _EXTRAS[name] = extra


def load() -> None:
    """Load what every application adds: upper floors start first, and need what those below them add."""
    for extra in reversed(_EXTRAS.values()):
        extra.load()


def remove() -> None:
    """Take it away, that of upper floors first."""
    for extra in _EXTRAS.values():
        extra.remove()
