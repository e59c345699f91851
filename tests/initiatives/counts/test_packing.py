import random

import numpy as np
import pytest

from initiatives.counts.packing import chunks, packed
from initiatives.models.listing import CHUNK_SIZE as SIZE


def numbers_of(bits):
    return [number for number in range(8 * len(bits)) if bits[number >> 3] & (128 >> (number & 7))]


@pytest.mark.parametrize("count", [0, 1, 40, 3000, SIZE])
def test_a_chunk_has_the_bits_that_are_given(count):
    offsets = sorted(random.Random(3).sample(range(SIZE), count))
    bits = packed(np.array(offsets, int))
    assert len(bits) == SIZE // 8
    assert numbers_of(bits) == offsets


@pytest.mark.parametrize("count", [3, 900, 90_000], ids=["few", "some", "many"])
def test_numbers_are_parted_into_chunks(count):
    numbers = random.Random(4).sample(range(3 * SIZE + 17), count)
    numbers = [number for number in numbers if number >> 15 != 1]  # the second chunk has none
    found = list(chunks(np.array(numbers)))
    assert [chunk for chunk, _ in found] == sorted({number >> 15 for number in numbers})
    assert [chunk * SIZE + offset for chunk, bits in found for offset in numbers_of(bits)] == sorted(numbers)
    assert list(chunks(np.array([], int))) == []
