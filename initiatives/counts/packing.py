"""Numbers as chunks of bits, and chunks of bits as PostgreSQL takes them by COPY."""

import struct
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from initiatives.models.listing import CHUNK_BITS, CHUNK_SIZE

BYTES = CHUNK_SIZE // 8
Numbers = NDArray[np.integer]

# COPY's binary format (PostgreSQL's documentation, "COPY", "Binary Format").
HEADER = b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0)
TRAILER = struct.pack("!h", -1)
NULL = struct.pack("!i", -1)
_BITS = struct.pack("!ii", 4 + BYTES, CHUNK_SIZE)


def packed(offsets: Numbers) -> bytes:
    """Return a chunk whose bits at these offsets are set; the first bit is leftmost."""
    bits = np.zeros(CHUNK_SIZE, np.uint8)
    bits[offsets] = 1
    return np.packbits(bits).tobytes()


def chunks(numbers: Numbers) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the bits of each chunk that has some of these numbers, in whatever order they come."""
    numbers = np.sort(numbers)
    every, firsts = np.unique(numbers >> CHUNK_BITS, return_index=True)
    for chunk, those in zip(every.tolist(), np.split(numbers, firsts[1:]), strict=False):
        yield chunk, packed(those & CHUNK_SIZE - 1)


def row(key: bytes, chunk: int, *bits: bytes | None) -> bytes:
    """Return a row of COPY: a key, the number of a chunk, and columns of bits."""
    columns = b"".join(NULL if value is None else _BITS + value for value in bits)
    head = struct.pack("!hi", 2 + len(bits), len(key)) + key
    return head + struct.pack("!ii", 4, chunk) + columns
