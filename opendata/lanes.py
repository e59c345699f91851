"""How many files a process sends at a time: each holds a thread as long as whoever takes it is slow."""

from collections.abc import Iterator
from threading import BoundedSemaphore

FILES_AT_ONCE = 2  # of the four threads of a process: pages keep the others


class Lane:
    """A text that is being sent; its place is free again once it is closed, which Django does whatever happens."""

    _free = BoundedSemaphore(FILES_AT_ONCE)

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._is_open = True

    @classmethod
    def taken(cls) -> bool:
        """Take a place; False if there is none. Who has one makes a `Lane`, or gives it back by `leave`."""
        return cls._free.acquire(blocking=False)

    @classmethod
    def leave(cls) -> None:
        """Give a place back."""
        cls._free.release()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            return next(self._pieces)
        except BaseException:  # the end among them
            self.close()
            raise

    def close(self) -> None:
        """Stop reading, and give the place back, once."""
        if self._is_open:
            self._is_open = False
            self.leave()

    def __del__(self) -> None:
        self.close()
