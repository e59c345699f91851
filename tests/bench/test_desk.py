"""The pages of moderators that are measured."""

import pytest
from django.urls import resolve

from bench.desk import P95_MS, PAGES, Line


@pytest.mark.parametrize(("page", "address"), PAGES)
def test_every_page_is_one_of_the_admin(page, address):
    assert resolve(address.format(sheet=1, winner=2).partition("?")[0]).app_name == "admin"


def test_a_page_that_takes_too_long_says_so():
    slow, fast = (Line("queue", "whole country", ms, 20) for ms in (P95_MS + 1, P95_MS))
    assert slow.is_slow and "MISSED" in str(slow)
    assert not fast.is_slow and "MISSED" not in str(fast)
