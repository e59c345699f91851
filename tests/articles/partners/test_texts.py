"""Excerpts are text; one article has one key."""

import pytest

from articles.partners.texts import link_key, plain, public_link


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Bonjour</p><p>le <b>monde</b></p>", "Bonjour le monde"),
        ("un<br/>deux", "un deux"),
        ("<script>alert(1)</script>Bonjour<style>p{}</style>", "Bonjour"),
        ('<img src=x onerror="alert(1)">Bonjour', "Bonjour"),
        ("Caf&eacute; &amp; th&#233;", "Café & thé"),
        ("&lt;b&gt;gras&lt;/b&gt;", "<b>gras</b>"),
        ("a\x00b\x08c\u202ed\u200be\ud800f", "abcdef"),
        ("Écrire à Camille (camille@exemple.fr) ou à a.b+c@d.co.uk.", "Écrire à Camille () ou à ."),
        ('<a href="mailto:camille@exemple.fr">Camille</a>', "Camille"),
        ("Début […] L’article Un jardin est apparu en premier sur Le site.", "Début […]"),
        ("<figure><img><figcaption>Photo de X</figcaption></figure>Texte", "Texte"),
        ("", ""),
    ],
)
def test_html_becomes_text(html, text):
    assert plain(html, 300) == text


def test_marks_that_browsers_read_otherwise_are_gone():
    assert "onerror" not in plain("<math><mtext></p><img onerror=alert(1)>Bonjour", 300)


def test_a_long_text_is_cut_between_two_words():
    cut = plain("mot, " * 100, 300)
    assert len(cut) <= 300
    assert cut.endswith("mot, mot…")
    assert plain("un deux trois", 9) == "un deux…"
    assert plain("x" * 400, 300) == "x" * 299 + "…"


def test_a_long_document_is_not_read_to_its_end():
    assert plain("<div>" * 1_000_000 + "fin", 300) == ""


@pytest.mark.parametrize(
    "same",
    [
        "http://exemple.fr/a", "https://www.exemple.fr/a", "https://exemple.fr/a/", "https://exemple.fr/a#haut",
        "https://exemple.fr/a?utm_source=rss&utm_medium=feed", "https://EXEMPLE.fr/a?xtor=RSS-1",
    ],
)  # fmt: skip
def test_the_same_article_has_the_same_key(same):
    assert link_key(same) == link_key("https://exemple.fr/a")


@pytest.mark.parametrize(
    "other",
    ["https://exemple.fr/A", "https://exemple.fr/a?id=2", "https://a.exemple.fr/a", "https://exemple.fr/a/b"],
)
def test_another_article_has_another_key(other):
    assert link_key(other) != link_key("https://exemple.fr/a")


@pytest.mark.parametrize("sign", ["#!/", "#!", "#/"])
def test_a_site_whose_pages_are_fragments_has_several_articles(sign):
    first, second = f"https://exemple.fr/{sign}article/1", f"https://exemple.fr/{sign}article/2"
    assert link_key(first) != link_key(second)
    assert link_key(first) == link_key(f"http://www.exemple.fr{sign}article/1/")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "http://127.0.0.1/",
        "https://a:b@exemple.fr/",
        "",
        "http://[::1]/",
    ],
)
def test_an_address_that_not_everybody_may_open_is_none(address):
    assert public_link(address) == ""
