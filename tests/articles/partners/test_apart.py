"""Feeds are read by another process, which does not outlive its time."""

import time

import pytest

from articles.partners import apart, reading
from fetching.addresses import FetchFailed
from tests.articles.partners.test_reading import NOW, document, item, rss


def refusal(body, **kwargs):
    with pytest.raises(FetchFailed) as failure:
        apart.read(document(body, **kwargs), NOW)
    return failure.value


def test_the_other_process_finds_what_this_one_would():
    for body in (rss(item(1, "Été à « Brest »"), item(2, date="")), rss(), rss(item(1), "<item><title>Coup")):
        assert apart.read(document(body), NOW) == reading.read(document(body), NOW)


def test_why_a_document_is_no_feed_is_told_all_the_same():
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    said = refusal(f"<html><head>{link}</head>", content_type="text/html")
    assert (said.code, said.instead) == ("page", "https://partenaire.fr/feed")
    assert refusal(" ").code == "empty"
    assert refusal(rss(item(1)), charset="undefined").code == "unreadable"


@pytest.mark.parametrize(
    "piece",
    [
        "<a" + "".join(f" a{number}='1'" for number in range(70_000)) + "/>",
        "<description>" + "&lt;!--" * 120_000 + "</description>",
    ],
    ids=["attributes", "comments"],
)
def test_a_feed_that_takes_minutes_is_given_up_after_seconds(piece):
    body = rss(f"<item><title>T</title><link>https://partenaire.fr/1</link>{piece}</item>")
    assert len(body) < 1_000_000
    before = time.monotonic()
    assert refusal(body).code == "long"
    assert time.monotonic() - before < apart.SECONDS + 5


def test_time_is_counted_even_when_nothing_is_done(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 0.001)
    assert refusal(rss(item(1))).code == "long"


def test_a_reader_that_falls_is_a_feed_that_is_not_read(monkeypatch, caplog):
    monkeypatch.setattr(apart.sys, "executable", "/bin/false")
    assert refusal(rss(item(1))).code == "unreadable"
    assert "the reader ended with 1" in caplog.text
