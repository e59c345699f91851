"""Numbers as chunks of bits, and chunks of bits as PostgreSQL takes them by COPY."""

import struct
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from initiatives.models.listing import CHUNK_BITS, CHUNK_SIZE

BYTES = CHUNK_SIZE // 8
Numbers = NDArray[np.integer]

# Bits of a chunk. Compressing more of them takes a third of a millisecond, to gain half or less; reading them, as long.
DENSE = 800

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


def row(key: bytes, chunk: int, bits: bytes, *, plain: bool = False) -> bytes:
    """Return a row of `KeyBits` or `MapBits` for COPY: key, chunk, bits, or as `plain` what is so or dense."""
    columns = (
        (NULL, _BITS + bits) if plain or int.from_bytes(bits).bit_count() > DENSE else (_BITS + bits, NULL)
    )
    return struct.pack("!hi", 4, len(key)) + key + struct.pack("!ii", 4, chunk) + b"".join(columns)
