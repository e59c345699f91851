import pytest
from django.urls import NoReverseMatch, reverse

from places.addresses import address


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("initiative", ["jardin-des-2_rives"]),
        ("territory", ["departement", "2A"]),
        ("theme_list", []),
        ("actor", ["part-0-of-it"]),
    ],
)
def test_it_is_the_address_that_django_gives(name, parts):
    assert address(name, *parts) == address(name, *parts) == reverse(name, args=parts)


@pytest.mark.parametrize("part", ["", "a/b", '"><b>', "{}", "é", "a\n"])
def test_what_is_no_slug_has_no_address(part):
    with pytest.raises(NoReverseMatch):
        address("initiative", part)
