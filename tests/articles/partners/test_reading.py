"""Feeds as they are found: well written, badly written, written to harm, or no feed at all."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.partners.reading import ENTRIES, read
from fetching.addresses import FetchFailed
from fetching.client import Document

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)


def document(body, content_type="application/rss+xml", charset=""):
    body = body.encode() if isinstance(body, str) else body
    return Document("https://partenaire.fr/flux", content_type, charset, body, "", "")


def item(
    number=1, title="Un jardin", text="Un texte.", date="Thu, 26 Nov 2026 10:00:00 GMT", link=None, guid=None
):
    link = f"https://partenaire.fr/{number}" if link is None else link
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    guid = f"<guid>{number if guid is None else guid}</guid>" if guid != "" else ""
    return f"<item><title>{title}</title><link>{link}</link>{guid}<description>{text}</description>{dated}</item>"


def rss(*items, before=""):
    channel = f"<channel><title>Le site</title>{''.join(items)}</channel>"
    return f'<?xml version="1.0"?>{before}<rss version="2.0">{channel}</rss>'


def reading(*items, **kwargs):
    return read(document(rss(*items), **kwargs), NOW)


def refusal(body, **kwargs):
    with pytest.raises(FetchFailed) as failure:
        read(document(body, **kwargs), NOW)
    return failure.value


def test_an_article_is_its_title_its_address_an_excerpt_and_a_date():
    found = reading(
        "<item><title>Un &lt;b&gt;jardin&lt;/b&gt;</title><link>https://partenaire.fr/1</link>"
        "<author>camille@partenaire.fr (Camille Le Goff)</author>"
        "<description>&lt;p&gt;Bonjour&lt;/p&gt;&lt;img src='https://partenaire.fr/x.png'/&gt;"
        "&lt;p&gt;le monde&lt;/p&gt;"
        "</description><pubDate>Thu, 26 Nov 2026 10:00:00 +0100</pubDate></item>"
    )
    (one,) = found.items
    assert (found.title, found.left_out, found.fault) == ("Le site", 0, "")
    assert (one.title, one.link, one.excerpt) == ("Un jardin", "https://partenaire.fr/1", "Bonjour le monde")
    assert one.published == datetime(2026, 11, 26, 9, tzinfo=UTC)


def test_atom_is_read_with_its_relative_addresses():
    found = read(
        document(
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry>'
            '<title type="html">Un &lt;i&gt;x&lt;/i&gt;</title><link href="/a/b"/><id>u</id>'
            '<updated>2026-11-20T00:00:00Z</updated><content type="xhtml">'
            '<div xmlns="http://www.w3.org/1999/xhtml"><p>Bon<script>alert(1)</script>jour</p></div></content></entry>'
            "</feed>"
        ),
        NOW,
    )
    (one,) = found.items
    assert (one.title, one.link, one.excerpt) == ("Un x", "https://partenaire.fr/a/b", "Bonjour")


def test_an_excerpt_has_three_hundred_characters_at_most():
    (one,) = reading(item(text="Un texte long. " * 200)).items
    assert 280 < len(one.excerpt) <= 300


def test_a_date_of_the_future_is_now_and_nonsense_is_none():
    dates = [
        "Fri, 01 Jan 2100 10:00:00 GMT",
        "hier",
        "",
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
    ]
    found = reading(*(item(number, date=date) for number, date in enumerate(dates)))
    assert sorted(one.published for one in found.items if one.published) == [NOW]
    assert len(found.items) == 5


def test_what_is_older_than_what_is_kept_is_not_taken():
    old = (NOW - timedelta(days=731)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    found = reading(item(1), item(2, date=old))
    assert [one.link for one in found.items] == ["https://partenaire.fr/1"]


def test_the_newest_fifty_are_taken():
    found = reading(
        *(
            item(number, date=f"Thu, 26 Nov 2026 {number // 60:02}:{number % 60:02}:00 GMT")
            for number in range(80)
        )
    )
    assert len(found.items) == ENTRIES
    assert found.items[0].link == "https://partenaire.fr/79"


def test_what_has_no_title_or_no_public_address_is_left_out():
    wrong = ["javascript:alert(1)", "http://127.0.0.1/", "", "https://a:b@partenaire.fr/"]
    found = reading(*(item(f"n{n}", link=link) for n, link in enumerate(wrong)), item(9, title=" "), item(10))
    assert [one.link for one in found.items] == ["https://partenaire.fr/10"]
    assert found.left_out == 5


def test_one_article_comes_once():
    found = reading(
        item(1), item(1, title="Encore"), item(2, link="http://www.partenaire.fr/1/?utm_source=rss"), item(3)
    )
    assert len(found.items) == 2


def test_without_a_guid_the_address_tells_articles_apart():
    first, second = reading(item(1, guid=""), item(2, guid="")).items
    assert first.guid != second.guid


def test_characters_that_xml_forbids_are_left_out():
    (one,) = read(document(rss(item(title="U\x00n \x08j\u202eardin &#0;")).encode()), NOW).items
    assert one.title.startswith("Un jardin")
    assert "\x00" not in one.title


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (rss(item(title="Été")).replace("?>", ' encoding="iso-8859-1"?>', 1).encode("latin-1"), ""),
        (rss(item(title="Été")).encode("utf-8"), "utf-8"),
        (rss(item(title="Été")).replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16"), ""),
        (rss(item(title="Été")).encode("utf-8"), "no-such-charset"),
    ],
)
def test_other_charsets_are_decoded(body, charset):
    (one,) = read(document(body, charset=charset), NOW).items
    assert one.title == "Été"


@pytest.mark.parametrize(
    "end", ["<item><title>Coup", item(2, title="A & B &eacute;"), "</wrong>", "<item><title>a</title>"]
)
def test_what_can_be_read_of_a_bad_feed_is_read_and_the_fault_told(end):
    found = reading(item(1), end)
    assert any(one.title == "Un jardin" for one in found.items)
    assert "mal écrit, à la ligne 1" in found.fault


def test_a_page_is_said_to_be_one_and_what_it_announces_is_told():
    link = '<link rel="alternate" type="application/rss+xml" href="/feed?a=1&amp;b=2">'
    page = f"<!DOCTYPE html><html><head>{link}</head>"
    for body in (page, f"\n<!-- cache -->{page}", page.removeprefix("<!DOCTYPE html>")):
        said = refusal(body, content_type="text/html")
        assert said.code == "page"
        assert said.text.endswith("https://partenaire.fr/feed?a=1&b=2")


@pytest.mark.parametrize("href", ["javascript:alert(1)", "http://127.0.0.1/", "http://[", ""])
def test_a_feed_that_is_announced_inside_is_not_told(href):
    page = f'<html><link rel=alternate type="application/atom+xml" href="{href}">'
    assert "alternate" not in refusal(page).text
    assert "127.0.0.1" not in refusal(page).text
    assert "javascript" not in refusal(page).text


@pytest.mark.parametrize(
    "body",
    [
        "/etc/passwd",
        "http://127.0.0.1/",
        "{}",
        "Bonjour",
        b"\x89PNG\r\n\x1a\n" * 10,
        b"\xff" * 1000,
        "<" * 50000,
    ],
)
def test_what_is_no_feed_is_refused(body):
    """The first two: feedparser opens what looks like an address or the name of a file."""
    assert refusal(body).code == "text"


def test_an_empty_document_is_said_to_be_empty():
    assert refusal(" \n").code == "empty"


def test_an_empty_feed_is_a_feed():
    assert reading().items == ()


def test_a_billion_laughs_are_not_laughed():
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = rss(item(1), item(2, title="&l9;"), before=f'<!DOCTYPE z [<!ENTITY l0 "lol">{entities}]>')
    found = read(document(body), NOW)
    assert all(len(one.title) <= 200 for one in found.items)
    assert not any("lol" in one.title for one in found.items)


def test_no_file_is_read_through_an_entity():
    body = rss(item(1, title="A&x;"), before='<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>')
    assert [one.title for one in read(document(body), NOW).items] == ["A"]


@pytest.mark.parametrize("piece", ["<item>", "<entry>", "<div>"])
def test_what_would_hold_the_worker_is_not_read(piece):
    assert refusal(rss(piece * 61_000)).code == "long"
    assert refusal(rss(piece * 61_000).encode("utf-16")).code == "long"


NAMESPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "georss": "http://www.georss.org/georss",
        "gml": "http://www.opengis.net/gml",
        "media": "http://search.yahoo.com/mrss/",
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "psc": "http://podlove.org/simple-chapters",
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "atom": "http://www.w3.org/2005/Atom",
    }.items()
)
NAMES = (
    "title", "link", "guid", "description", "pubDate", "author", "category", "enclosure", "source",
    "comments", "image", "cloud", "updated", "dc:date", "content:encoded", "atom:link", "atom:content",
    "atom:id", "georss:point", "georss:box", "georss:polygon", "georss:where", "gml:Point", "gml:pos",
    "gml:posList", "media:content", "media:thumbnail", "media:rating", "media:group", "itunes:duration",
    "itunes:explicit", "psc:chapters", "psc:chapter",
)  # fmt: skip
# Each broke a reader of feeds, somewhere.
WORDS = (
    "http://[x", "//[", "http://[::1", "https://partenaire.fr/1", "javascript:alert(1)", "file:///etc/passwd",
    "9999999-01-01", "Thu, 31 Dec 9999 23:59:59 -2359", "2026-02-30T25:61:61Z", "1/1/99999999999", "2026-W60", "-1",
    "99999999999999999999", "&#xD800;", "&#99999999999;", "&amp;#0;", "&lt;!--", "&lt;![CDATA[", "<![CDATA[", "]]>",
    "<!--", "<!A [", "<?a ", "<a b=\"", "&lt;p &lt;p", "\0", "\ud800", "\u202e", "1 2 3", "a b", "", " ",
)  # fmt: skip
ATTRIBUTES = (
    "href",
    "url",
    "type",
    "mode",
    "rel",
    "xml:base",
    "xml:lang",
    "srsName",
    "srsDimension",
    "start",
    "scheme",
)
CHARSETS = (
    "undefined", "punycode", "idna", "unicode_escape", "utf-7", "utf-16", "utf-8-sig", "zlib", "rot13", "oem", "a\0b",
)  # fmt: skip


@st.composite
def elements(draw, depth=2):
    name = draw(st.sampled_from(NAMES))
    said = [
        f' {attribute}="{draw(st.sampled_from(WORDS))}"'
        for attribute in draw(st.lists(st.sampled_from(ATTRIBUTES), max_size=3))
    ]
    inside = st.sampled_from(WORDS) | st.text(max_size=20)
    within = draw(st.lists(inside | elements(depth - 1) if depth else inside, max_size=3))
    end = draw(st.sampled_from([f"</{name}>"] * 4 + ["", "</item>", "/>"]))
    return f"<{name}{''.join(said)}>{''.join(within)}{end}"


@st.composite
def feeds(draw):
    one = "<title>T</title><link>https://partenaire.fr/1</link>"
    items = [f"<item>{one}{''.join(draw(st.lists(elements(), max_size=4)))}</item>" for _ in range(2)]
    charset = draw(st.none() | st.sampled_from(CHARSETS))
    said = f' encoding="{charset}"' if charset else ""
    start = draw(st.sampled_from(["<rss", "<feed", "<rdf:RDF", "<!DOCTYPE rss [<!ENTITY a '&a;'>]><rss"]))
    body = f'<?xml version="1.0"{said}?>{start} {NAMESPACES}><channel>{"".join(items)}</channel></rss>'
    raw = bytearray(body.encode("utf-8", "surrogatepass"))
    for place in draw(st.lists(st.integers(0, len(raw) - 1), max_size=3)):
        raw[place] = draw(st.integers(0, 255))
    return bytes(raw[: draw(st.integers(1, len(raw)))] if draw(st.booleans()) else raw)


@given(body=feeds() | st.binary(max_size=300), charset=st.sampled_from(["", "utf-8", *CHARSETS]))
@settings(max_examples=300, deadline=None)
def test_whatever_the_feed_it_is_read_or_it_fails(body, charset):
    try:
        found = read(document(body, charset=charset), NOW)
    except FetchFailed as failure:
        assert failure.text.endswith((".", "https://partenaire.fr/1"))
        return
    for one in found.items:
        assert one.link.startswith(("http://", "https://"))
        assert 0 < len(one.title) <= 200 and len(one.excerpt) <= 300
        assert one.published is None or NOW - timedelta(days=730) < one.published <= NOW
        f"{one.title}{one.excerpt}{one.link}".encode()  # what the database takes: no half of a character, no NUL
        assert "\0" not in one.title + one.excerpt + one.link
