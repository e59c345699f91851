from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from contributors.limits import UNKNOWN_ADDRESS, Hit, address_key, client_address, hit, login_name
from contributors.models import RateLimit

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def request(remote="192.0.2.1", forwarded=None):
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {}
    return RequestFactory().get("/", REMOTE_ADDR=remote, **headers)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, "192.0.2.1"),
        (0, "203.0.113.9", "192.0.2.1"),
        (1, None, "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "forged, 203.0.113.9", "203.0.113.9"),
        (1, "203.0.113.9, 198.51.100.4 ", "198.51.100.4"),
        (2, "203.0.113.1, 203.0.113.9, 198.51.100.4", "203.0.113.9"),
        (2, "198.51.100.4", "192.0.2.1"),
        (1, "unknown", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "' OR 1=1 --", "192.0.2.1"),
        (1, "2001:DB8::0001", "2001:db8::1"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "fe80::1%eth0", "fe80::1"),
    ],
)
def test_only_what_a_trusted_proxy_wrote_is_believed(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    assert client_address(request(forwarded=forwarded)) == address


@pytest.mark.parametrize("remote", ["", "unix:", "localhost"])
def test_no_address_is_a_known_value(remote):
    assert client_address(request(remote)) == UNKNOWN_ADDRESS == "0.0.0.0"


def test_a_login_name_of_any_length_fits_the_table_of_attempts():
    posted = RequestFactory().post("/", {"username": "é" * 5000})
    assert login_name(posted) == "é" * 255
    assert login_name(posted, {"username": "camille"}) == "camille"
    assert login_name(request()) is None


def test_an_ipv6_subscriber_is_one_visitor():
    assert address_key(request("2001:db8:1:2:3::4")) == address_key(request("2001:db8:1:2:ffff::9"))
    assert address_key(request("2001:db8:1:2::1")) != address_key(request("2001:db8:1:3::1"))
    assert address_key(request("192.0.2.1")) == "192.0.2.1"


@pytest.fixture
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.mark.django_db
def test_the_limit_is_the_last_passage_allowed(noon):
    answers = [hit("submit", "192.0.2.1", limit=2, window=HOUR) for _ in range(4)]
    assert answers == [Hit(True, 1, 3600), Hit(True, 0, 3600), Hit(False, 0, 3600), Hit(False, 0, 3600)]
    assert RateLimit.objects.get().count == 3


@pytest.mark.django_db
def test_each_door_and_each_visitor_has_its_own_count(noon):
    hit("submit", "192.0.2.1", limit=1, window=HOUR)
    assert not hit("submit", "192.0.2.1", limit=1, window=HOUR).allowed
    assert hit("submit", "192.0.2.2", limit=1, window=HOUR).allowed
    assert hit("link", "192.0.2.1", limit=1, window=HOUR).allowed


@pytest.mark.django_db
def test_a_window_that_is_over_starts_afresh(noon):
    hit("submit", "192.0.2.1", limit=1, window=HOUR)
    noon.shift(timedelta(minutes=59, seconds=59, milliseconds=500))
    assert hit("submit", "192.0.2.1", limit=1, window=HOUR) == Hit(False, 0, 1)
    noon.shift(timedelta(milliseconds=500))
    assert hit("submit", "192.0.2.1", limit=1, window=HOUR) == Hit(True, 0, 3600)


@pytest.mark.django_db
def test_nothing_stored_is_an_address_or_lasts_a_day(noon):
    hit("submit", "192.0.2.1", limit=1, window=HOUR)
    noon.shift(timedelta(days=1))
    hit("submit", "192.0.2.1", limit=1, window=HOUR)
    keys = set(RateLimit.objects.values_list("key", flat=True))
    assert len(keys) == 2
    assert all(len(key) == 64 for key in keys)


@pytest.mark.django_db
def test_the_secret_makes_the_key(noon, settings):
    hit("submit", "192.0.2.1", limit=1, window=HOUR)
    settings.SECRET_KEY = "another secret"
    assert hit("submit", "192.0.2.1", limit=1, window=HOUR).allowed


@pytest.mark.django_db
def test_any_text_may_be_limited(noon):
    assert hit("link", "a\x00\ud800é", limit=1, window=HOUR).allowed


@pytest.mark.django_db
def test_stale_counters_are_those_whose_window_is_over(noon):
    hit("submit", "192.0.2.1", limit=1, window=HOUR)
    hit("link", "192.0.2.1", limit=1, window=2 * HOUR)
    noon.shift(HOUR)
    stale = RateLimit.objects.stale(timezone.now())
    assert [limit.expires_at for limit in stale] == [NOON + HOUR]


@pytest.mark.parametrize(("limit", "window"), [(0, HOUR), (1, timedelta()), (1, timedelta(days=2))])
def test_a_limit_that_makes_no_sense_is_refused(limit, window):
    with pytest.raises(ValueError, match="at least 1"):
        hit("submit", "192.0.2.1", limit=limit, window=window)


@pytest.mark.django_db(transaction=True)
def test_passages_at_once_are_all_counted():
    def pass_once(_):
        try:
            return hit("submit", "192.0.2.1", limit=5, window=HOUR).allowed
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(pass_once, range(20)))
    assert sum(answers) == 5
