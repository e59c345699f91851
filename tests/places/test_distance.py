import pytest

from places.distance import distance_km


@pytest.mark.parametrize(
    ("there", "kilometres"),
    [((48.3904, -4.4861), 0), ((48.8566, 2.3522), 505), ((-48.3904, 175.5139), 20015)],
)
def test_distances(there, kilometres):
    assert distance_km(48.3904, -4.4861, *there) == pytest.approx(kilometres, abs=15)
