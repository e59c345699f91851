"""What one process remembers."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

NOTHING = object()  # None may be kept too


class Memory:
    """The things that were asked for last, as they are: Django's own cache copies each at each look, which shows."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Any:
        """Return what is kept under a key, or None."""
        kept = self._look(key)
        return None if kept is NOTHING else kept

    def _look(self, key: Hashable) -> Any:
        with self._lock:
            if key not in self._kept:
                return NOTHING
            self._kept.move_to_end(key)
            return self._kept[key]

    def keep(self, key: Hashable, value: Any) -> None:
        """Keep a value; what was asked for longest ago goes where there is no more room."""
        with self._lock:
            self._kept[key] = value
            self._kept.move_to_end(key)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def get_or_make(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what is kept under a key, made now if it is not; two threads that ask at once may both make it."""
        if (value := self._look(key)) is NOTHING:
            value = make()
            self.keep(key, value)
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
