"""What an address asks for, whatever somebody wrote in it."""

from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from handouts.basket import LENGTH, MOST, Basket
from moderation.models import Status
from tests import makers

pytestmark = pytest.mark.django_db


def parsed(query):
    return Basket.parse(QueryDict(query))


def test_numbers_and_words_of_addresses_keep_their_order():
    first, second, third = (makers.make_initiative(title) for title in ("Un", "Deux", "Trois"))
    basket = parsed(f"n={second.pk}.{first.pk}&f={third.slug}&f={second.slug}")
    assert basket.numbers == (second.pk, first.pk, third.pk)
    assert basket.unknown == 0
    assert basket.query == f"n={second.pk}.{first.pk}.{third.pk}"


def test_what_is_not_public_is_left_out_and_counted():
    shown = makers.make_initiative("Un")
    hidden = [
        makers.make_initiative(f"Secret {status}", status=status)
        for status in (Status.UNCONFIRMED, Status.PENDING, Status.REFUSED, Status.ARCHIVED, Status.WITHDRAWN)
    ]
    basket = parsed(
        "n=" + ".".join(str(sheet.pk) for sheet in [*hidden, shown]) + f"&f=rien&f={hidden[0].slug}"
    )
    assert basket.numbers == (shown.pk,)
    assert basket.unknown == len(hidden) + 2


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "abc", "1e9", "9" * 19, "9" * 400, "%00", "1,2", "..", "٣", "²", "<script>"]
)
def test_odd_numbers(text):
    assert parsed(f"n={text}&f=%00&f=").numbers == ()


def test_no_more_than_sixty(client):
    sheets = [makers.make_initiative(f"Initiative {number}") for number in range(MOST + 3)]
    basket = parsed("n=" + ".".join(str(sheet.pk) for sheet in sheets))
    assert (len(basket.numbers), basket.beyond) == (MOST, 3)
    page = client.get(f"/kit/?n={basket.listed}.{sheets[-1].pk}").content.decode()
    assert "60 initiatives au plus : 1 de" in page.replace("\u00a0", " ")


def test_an_address_of_sixty_with_the_longest_words_is_one_that_servers_take():
    """gunicorn reads 4,094 bytes; a sign outside of Latin takes 12 in an address."""
    basket = Basket(
        tuple(range(10**6, 10**6 + MOST)), "é" * LENGTH, "é" * LENGTH, "é" * LENGTH, date(2027, 1, 1)
    )
    assert len(basket.query) < 3000


def test_a_forged_address_costs_few_queries():
    slugs = "&".join(f"f=mot-{number}" for number in range(900))
    with CaptureQueriesContext(connection) as queries:
        basket = parsed(f"n={'.'.join(map(str, range(1, 20_000)))}&{slugs}")
    assert basket.numbers == ()
    assert len(queries) <= 5


def test_words_are_cleaned_and_a_day_that_makes_no_sense_is_left_out():
    basket = parsed("titre=%00Forum%0d%0a%20des%20liens&lieu=" + "x" * 500 + "&date=2027-03-13")
    assert (basket.title, len(basket.place), basket.day) == ("Forum des liens", LENGTH, date(2027, 3, 13))
    for day in ("2026-02-30", "0000-01-01", "99999-01-01", "1066-10-14", "demain", ""):
        assert parsed(f"date={day}").day is None


def test_moves():
    basket = Basket((1, 2, 3))
    assert basket.moved(0, 1).numbers == (2, 1, 3)
    assert basket.moved(2, -1).numbers == (1, 3, 2)
    assert basket.moved(0, -1).numbers == (1, 2, 3)
    assert basket.without(2).numbers == (1, 3)
