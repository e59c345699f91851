from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from contributors.robots import LONGEST, SHORTEST, RobotTrap


def opened(moment):
    with time_machine.travel(moment, tick=False):
        return RobotTrap().start_value


@pytest.fixture
def now():
    moment = timezone.now().replace(microsecond=0)
    with time_machine.travel(moment, tick=False):
        yield moment


@pytest.mark.parametrize(
    ("age", "plausible"),
    [
        (timedelta(), False),
        (SHORTEST - timedelta(seconds=1), False),
        (SHORTEST, True),
        (timedelta(minutes=10), True),
        (LONGEST, True),
        (LONGEST + timedelta(seconds=1), False),
        (timedelta(seconds=-5), False),
    ],
)
def test_a_person_takes_some_time_and_not_days(now, age, plausible):
    assert RobotTrap({"start": opened(now - age)}).is_plausible is plausible


@pytest.mark.parametrize("start", ["", "1", "1700000000", "1700000000:forged", "é", "a" * 10_000])
def test_only_our_own_start_counts(start):
    assert not RobotTrap({"start": start}).is_plausible


def test_a_start_altered_by_one_digit_is_forged(now):
    start = opened(now - timedelta(minutes=1))
    assert not RobotTrap({"start": str(int(start[0]) - 1) + start[1:]}).is_plausible


def test_a_form_that_comes_back_keeps_its_start_so_that_it_grows_older(now):
    start = opened(now)
    assert RobotTrap({"start": start}).start_value == start


@pytest.mark.parametrize("age", [LONGEST + timedelta(seconds=1), None])
def test_a_start_that_is_worth_nothing_is_replaced(now, age):
    start = "forged" if age is None else opened(now - age)
    assert RobotTrap({"start": start}).start_value == opened(now)


def test_only_a_robot_fills_the_hidden_field():
    assert RobotTrap({"site_internet": "https://exemple.fr"}).is_sprung
    assert not RobotTrap({"site_internet": "  "}).is_sprung
    assert not RobotTrap({}).is_sprung
