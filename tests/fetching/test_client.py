"""Case 46 of security.md: fetching from sites that wish us ill, or are only slow, heavy or lost."""

import gzip
import time
from datetime import UTC, datetime
from itertools import repeat

import pytest

from fetching import client
from fetching.addresses import FetchFailed
from fetching.client import fetch
from tests.internet import internet

TYPES = frozenset({"application/rss+xml", "text/html"})


@pytest.fixture
def net(monkeypatch):
    with internet(monkeypatch) as net:
        yield net


def failure(address, **kwargs):
    with pytest.raises(FetchFailed) as failure:
        fetch(address, types=TYPES, **kwargs)
    return failure.value.code


def test_a_document_is_fetched_from_the_address_that_was_checked(net, settings):
    net.site("exemple.fr", "93.184.216.34")
    net.page(
        "exemple.fr/flux?page=1",
        b"<rss/>",
        Content_Type="Application/RSS+XML; charset=ISO-8859-15",
        ETag='"v1"',
    )
    found = fetch("http://exemple.fr/flux?page=1#haut", types=TYPES)
    assert (found.body, found.content_type, found.charset) == (
        b"<rss/>",
        "application/rss+xml",
        "iso-8859-15",
    )
    assert (found.url, found.etag) == ("http://exemple.fr/flux?page=1", '"v1"')
    assert (net.looked_up, net.dialled) == (["exemple.fr"], ["93.184.216.34"])
    sent = net.asked[0][1]
    assert sent["Host"] == "exemple.fr"
    assert sent["User-Agent"] == f"TerritoiresContributifs/1.0 (+{settings.SITE_URL}/)"
    assert "Cookie" not in sent


def test_a_proxy_of_the_environment_is_left_aside(net, monkeypatch):
    """It would look names up itself, after our check."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    net.page("exemple.fr/flux", b"<rss/>")
    assert fetch("http://exemple.fr/flux", types=TYPES).body == b"<rss/>"


def test_what_has_not_changed_is_not_sent_again(net):
    net.page("exemple.fr/flux", status=304)
    known = {"etag": '"v1"', "last_modified": "Thu, 26 Nov 2026 10:00:00 GMT"}
    assert fetch("http://exemple.fr/flux", types=TYPES, **known) is None
    sent = net.asked[0][1]
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == tuple(known.values())


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1"])
def test_a_name_that_leads_inside_is_refused_before_anything_is_sent(net, inside):
    net.site("exemple.fr", inside)
    assert failure("http://exemple.fr/flux") == "private"
    assert net.dialled == []


def test_a_name_that_rebinds_is_looked_up_once(net, monkeypatch):
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    monkeypatch.setattr("fetching.dialing.look_up", lambda host, port: next(answers))
    net.page("exemple.fr/flux", b"<rss/>")
    assert fetch("http://exemple.fr/flux", types=TYPES).body == b"<rss/>"
    assert net.dialled == ["93.184.216.34"]


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/", "http://[::ffff:10.0.0.1]/", "http://2130706433/", "http://interne.exemple.fr/",
        "file:///etc/passwd", "http://exemple.fr:22/", "//169.254.169.254/latest/meta-data", "http://a:b@exemple.fr/",
    ],
)  # fmt: skip
def test_a_redirection_is_checked_as_the_first_address(net, target):
    net.site("interne.exemple.fr", "10.0.0.1")
    net.page("exemple.fr/flux", status=302, Location=target)
    assert failure("http://exemple.fr/flux") in {"private", "number", "address", "port", "password"}
    assert net.dialled == ["93.184.216.34"]


def test_redirections_are_followed_three_times(net):
    for number in range(4):
        net.page(f"exemple.fr/{number}", status=301, Location=str(number + 1))
    net.page("exemple.fr/4", b"<rss/>")
    assert fetch("http://exemple.fr/1", types=TYPES).url == "http://exemple.fr/4"
    assert failure("http://exemple.fr/0") == "loop"


def test_a_loop_of_redirections_is_said(net):
    net.page("exemple.fr/a", status=302, Location="/b")
    net.page("exemple.fr/b", status=302, Location="/a")
    assert failure("http://exemple.fr/a") == "loop"
    assert len(net.asked) == 2


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 500, 503, 204, 206])
def test_other_answers_are_failures_that_are_told_apart(net, status):
    net.page("exemple.fr/flux", status=status)
    assert failure("http://exemple.fr/flux") == str(status)


def test_what_is_not_expected_is_not_read(net):
    net.page("exemple.fr/flux", repeat(b"x" * 1000), Content_Type="video/mp4")
    assert failure("http://exemple.fr/flux") == "type"


def test_fifty_megabytes_that_are_announced_are_not_read(net):
    net.page("exemple.fr/flux", b"<rss/>", Content_Length="50000000")
    assert failure("http://exemple.fr/flux") == "heavy"


def test_what_never_ends_is_cut(net):
    net.page("exemple.fr/flux", repeat(b"x" * 65536))
    assert failure("http://exemple.fr/flux") == "heavy"


def test_one_megabyte_passes_and_a_byte_more_does_not(net):
    net.page("exemple.fr/flux", b"x" * client.BYTES)
    assert len(fetch("http://exemple.fr/flux", types=TYPES).body) == client.BYTES
    net.page("exemple.fr/flux", b"x" * (client.BYTES + 1))
    assert failure("http://exemple.fr/flux") == "heavy"


def test_what_is_packed_is_unpacked(net):
    net.page("exemple.fr/flux", gzip.compress(b"<rss/>"), Content_Encoding="gzip")
    assert fetch("http://exemple.fr/flux", types=TYPES).body == b"<rss/>"


@pytest.mark.parametrize("size", [1, 7, 1000])
@pytest.mark.parametrize("after", [b"", b"\0\0\0", b"anything"])
def test_what_is_packed_in_several_parts_is_all_unpacked(net, size, after):
    packed = b"".join(gzip.compress(part) for part in (b"<rss>", b"", b"x" * 200_000, b"</rss>")) + after
    pieces = [packed[start : start + size] for start in range(0, len(packed), size)]
    net.page("exemple.fr/flux", pieces, Content_Encoding="gzip")
    body = fetch("http://exemple.fr/flux", types=TYPES).body
    assert (len(body), body[:6], body[-7:]) == (200_011, b"<rss>x", b"x</rss>")


@pytest.mark.parametrize("part", [b"", b"0" * 20_000])
def test_many_small_parts_are_measured_together(net, part):
    net.page("exemple.fr/flux", gzip.compress(part) * 60_000, Content_Encoding="gzip")
    assert failure("http://exemple.fr/flux") == "heavy"


def test_a_second_part_that_is_cut_is_said(net):
    net.page("exemple.fr/flux", gzip.compress(b"<rss/>") + gzip.compress(b"x")[:-3], Content_Encoding="gzip")
    assert failure("http://exemple.fr/flux") == "packed"


def test_a_bomb_is_measured_unpacked(net):
    net.page("exemple.fr/flux", gzip.compress(b"0" * 50_000_000), Content_Encoding="gzip")
    assert failure("http://exemple.fr/flux") == "heavy"


@pytest.mark.parametrize("body", [b"no gzip", gzip.compress(b"<rss/>", mtime=0)[:-9], b""])
def test_what_is_packed_badly_is_said(net, body):
    net.page("exemple.fr/flux", body, Content_Encoding="gzip")
    assert failure("http://exemple.fr/flux") == "packed"


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "zstd"])
def test_another_packing_is_refused(net, encoding):
    net.page("exemple.fr/flux", b"x", Content_Encoding=encoding)
    assert failure("http://exemple.fr/flux") == "packed"


def drops(seconds=0.02):
    while True:
        time.sleep(seconds)
        yield b"x"


def test_drops_do_not_last_longer_than_a_silence(net, monkeypatch):
    monkeypatch.setattr(client, "SECONDS", 0.3)
    net.page("exemple.fr/flux", drops())
    began = time.monotonic()
    assert failure("http://exemple.fr/flux") == "slow"
    assert time.monotonic() - began < 2


def test_headings_that_come_by_drops_end_too(net, monkeypatch):
    monkeypatch.setattr(client, "SECONDS", 0.3)

    def page(handler):
        try:
            for drop in drops():
                handler.wfile.write(drop)
                handler.wfile.flush()
        except OSError:
            pass
        return 200, {}, b""

    net.site("exemple.fr")
    net.pages["exemple.fr/flux"] = page
    assert failure("http://exemple.fr/flux") in {"slow", "cut"}


def test_all_redirections_share_the_time(net, monkeypatch):
    monkeypatch.setattr(client, "SECONDS", 0.3)

    def slow(handler):
        time.sleep(0.2)
        return 302, {"Location": handler.path + "x"}, b""

    net.site("exemple.fr")
    net.pages |= {"exemple.fr/f": slow, "exemple.fr/fx": slow, "exemple.fr/fxx": slow}
    assert failure("http://exemple.fr/f") == "slow"


def test_an_answer_that_is_cut_is_said(net):
    net.page("exemple.fr/flux", b"half", Content_Length="400")
    assert failure("http://exemple.fr/flux") == "cut"


def test_a_server_without_secret_is_said(net):
    net.page("exemple.fr/flux", b"<rss/>")
    assert failure("https://exemple.fr/flux") in {"secret", "cut"}


def test_marks_that_no_header_can_say_are_forgotten(net):
    net.page("exemple.fr/flux", b"<rss/>", ETag='"\xe9"', Last_Modified="x" * 300)
    found = fetch("http://exemple.fr/flux", types=TYPES)
    assert (found.etag, found.last_modified) == ("", "")


@pytest.mark.parametrize(
    ("status", "said", "wait"),
    [
        (429, "7200", 7200),
        (503, "Fri, 27 Nov 2026 10:00:00 GMT", 7200),
        (503, "Fri, 27 Nov 2026 10:00:00", 7200),
        (429, "9" * 5000, client.LONGEST_WAIT),
        (429, "Sat, 01 Jan 9999 00:00:00 GMT", client.LONGEST_WAIT),
        (429, "Fri, 01 Jan 1999 00:00:00 GMT", 0),
        (429, "Fri, 31 Dec 9999 23:59:59 -2359", client.LONGEST_WAIT),
        (429, "Fri, 27 Nov 2026 10:00:00 +99999999999", 0),
        (429, "Fri, 27 Nov 99999999999 10:00:00 GMT", 0),
        (429, "-5", 0),
        (429, "\u00b2", 0),
        (429, "demain", 0),
        (429, "", 0),
        (404, "7200", 0),
    ],
)
def test_a_site_that_asks_for_a_pause_is_heard(net, time_machine, status, said, wait):
    time_machine.move_to(datetime(2026, 11, 27, 8, tzinfo=UTC), tick=False)
    net.page("exemple.fr/flux", status=status, Retry_After=said)
    with pytest.raises(FetchFailed) as failed:
        fetch("http://exemple.fr/flux", types=TYPES)
    assert (failed.value.code, failed.value.wait) == (str(status), wait)
