"""Numbers as chunks of bits, and chunks of bits as PostgreSQL takes them by COPY."""

import struct
from collections.abc import Iterator, Sequence

from initiatives.models.listing import CHUNK_BITS, CHUNK_SIZE

BYTES = CHUNK_SIZE // 8
# From so many on, writing a chunk as text and reading that as one number is quicker than setting bits one by one.
MANY = 600
MASKS = tuple(128 >> bit for bit in range(8))

# COPY's binary format (PostgreSQL's documentation, "COPY", "Binary Format").
HEADER = b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0)
TRAILER = struct.pack("!h", -1)
NULL = struct.pack("!i", -1)
_BITS = struct.pack("!ii", 4 + BYTES, CHUNK_SIZE)


def packed(offsets: Sequence[int]) -> bytes:
    """Return a chunk whose bits at these offsets are set; the first bit is leftmost."""
    if len(offsets) > MANY:
        digits = bytearray(b"0") * CHUNK_SIZE
        for offset in offsets:
            digits[offset] = 49
        return from_digits(digits)
    bits = bytearray(BYTES)
    for offset in offsets:
        bits[offset >> 3] |= MASKS[offset & 7]
    return bytes(bits)


def from_digits(digits: bytes | bytearray) -> bytes:
    """Return the chunk that "0" and "1" spell; the last one of a sequence may be short."""
    return int(digits.ljust(CHUNK_SIZE, b"0"), 2).to_bytes(BYTES, "big")


def chunks(numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the bits of each chunk that has some of these numbers, in whatever order they come."""
    last = max(numbers, default=0)
    if len(numbers) > MANY * (last >> CHUNK_BITS):
        digits = bytearray(b"0") * (last + 1)
        for number in numbers:
            digits[number] = 49
        for start in range(0, last + 1, CHUNK_SIZE):
            part = digits[start : start + CHUNK_SIZE]
            if b"1" in part:
                yield start >> CHUNK_BITS, from_digits(part)
        return
    by_chunk: dict[int, list[int]] = {}
    for number in numbers:
        by_chunk.setdefault(number >> CHUNK_BITS, []).append(number & CHUNK_SIZE - 1)
    for chunk in sorted(by_chunk):
        yield chunk, packed(by_chunk[chunk])


def row(key: bytes, chunk: int, *bits: bytes | None) -> bytes:
    """Return a row of COPY: a key, the number of a chunk, and columns of bits."""
    columns = b"".join(NULL if value is None else _BITS + value for value in bits)
    head = struct.pack("!hi", 2 + len(bits), len(key)) + key
    return head + struct.pack("!ii", 4, chunk) + columns
