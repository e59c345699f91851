"""Cases 27 and 28 of the hostile inputs, and what honest texts become."""

import re
import time

import pytest

from contributors.markdown import MAX_LENGTH, render, render_with_headings


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Un *mot* et **deux**", "<p>Un <em>mot</em> et <strong>deux</strong></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>'),
        ("> cité", "<blockquote>\n<p>cité</p>\n</blockquote>"),
        ("", ""),
    ],
)
def test_plain_markdown(text, html):
    assert render(text).strip() == html


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# A\n## B\n### C", "234"),
        ("## A\n### B\n## C", "232"),
        ("#### A\n# B\n### C\n###### D", "2234"),
        ("# A\n## B\n### C\n#### D\n##### E\n###### F", "234566"),
    ],
)
def test_headings_start_below_the_title_of_the_page_and_skip_no_level(text, levels):
    html = render(text)
    assert "".join(html[at + 2] for at in range(len(html)) if html.startswith("<h", at)) == levels
    assert html.count("<h") == html.count("</h")


def test_headings_may_start_lower():
    assert render("# A\n## B", top=3).count("<h3>A</h3>") == 1


def test_typography_is_set_in_texts_and_nowhere_else():
    html = render('l\'été : `a : b` et [ici !](https://exemple.fr/?a=1:2 "x : y")\n\n    code : non')
    assert "l’été&nbsp;: <code>a : b</code>" in html
    assert 'href="https://exemple.fr/?a=1:2"' in html
    assert "ici\u202f!" in html
    assert "code : non" in html


def test_links_are_not_vouched_for():
    assert 'rel="nofollow ugc noopener"' in render("[x](https://exemple.fr)")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x](&#106;avascript&#58;alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "<javascript:alert(1)>",
        '[x](https://a.fr "onmouseover=\\"alert(1)")',
        "[a]\n\n[a]: javascript:alert(1)",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<a href=x onclick=alert(1)>x</a>",
        "<!--><img src=x onerror=alert(1)>-->",
        "`<img src=x onerror=alert(1)>`",
    ],
)
def test_nothing_that_acts_comes_through(text):
    html = render(text)
    for harm in ("<script", "<img", "<svg", "<math", "<style", "<!--"):
        assert harm not in html
    assert 'href="javascript' not in html.lower()
    assert 'href="data' not in html.lower()
    assert 'href="vbscript' not in html.lower()
    for tag in html.split("<")[1:]:
        attributes = tag.split(">")[0].replace('title="onmouseover=&quot;alert(1)"', "")
        assert " on" not in attributes


def test_images_become_their_description():
    assert render('![Un *potager* <b>](https://espion.example/x.png "t")') == "<p>Un potager &lt;b&gt;</p>\n"


def test_what_is_too_long_is_not_rendered():
    assert render("**a** <b>" * 2000).startswith("<p>**a** &lt;b&gt;")


@pytest.mark.parametrize(
    "piece",
    ["[", "![", "*a_ ", "`", "> ", "- ", "<", "[a](b", "_a*", "**a ", "&amp", "![[](", "[\n", "a@", ": "],
)
def test_no_text_takes_a_time_that_grows_with_its_square(piece):
    def seconds(length):
        """Return the least time of three: the others had a pause of the collector in them."""
        text = (piece * length)[:length]
        times = []
        for _ in range(3):
            started = time.process_time()
            render(text)
            times.append(time.process_time() - started)
        return min(times)

    render(piece)
    # Eight times the text: 8 when linear, 64 when quadratic. A floor, for clocks that are coarse.
    assert seconds(MAX_LENGTH) < 30 * max(seconds(MAX_LENGTH // 8), 0.004)


def test_headings_have_anchors_made_of_their_words():
    html, headings = render_with_headings("# L’école *dehors*\n\n## Suite\n\n## Suite\n\n## \n\n## 日本")
    assert '<h2 id="s-l-ecole-dehors">L’école <em>dehors</em></h2>' in html
    assert [heading.anchor for heading in headings] == ["s-l-ecole-dehors", "s-suite", "s-suite-2", "s-titre"]
    assert headings[0].title == "L’école dehors" and [heading.level for heading in headings] == [2, 3, 3, 3]


@pytest.mark.parametrize(
    "text",
    [
        "# <h2 id=contenu>x</h2>",
        "## <script>alert(1)</script>",
        '## "onmouseover="alert(1)',
        "## [x](javascript:alert(1))",
        "## ![<b>](https://espion.example/x.png)",
        "# " + "a" * 5000,
    ],
)
def test_no_heading_takes_a_name_that_is_not_ours(text):
    html, headings = render_with_headings(text)
    assert re.findall(r'id="([^"]*)"', html) == [heading.anchor for heading in headings]
    assert all(re.fullmatch(r"s-[a-z0-9-]{1,60}", heading.anchor) for heading in headings)
    for harm in ("<script", "<img", "<b>", 'href="javascript', " onmouseover"):
        assert harm not in html.replace("&quot;onmouseover", "")


def test_an_id_that_is_typed_stays_text():
    html, _ = render_with_headings('<h2 id="contenu">x</h2>\n\n<a id="contenu">y</a>')
    assert re.findall(r"<[^>]*id=", html) == []


def test_a_longer_text_is_rendered_where_it_is_asked_for():
    text = "**a** " * 6000
    assert "<strong>" not in render(text) and "<strong>" not in render_with_headings(text)[0]
    assert "<strong>" in render_with_headings(text, longest=40_000)[0]


@pytest.mark.parametrize("piece", ["[", "> ", "- ", "*a_ ", "![[](", "# \n", "# a\n"])
def test_no_long_text_takes_long(piece):
    text = (piece * 40_000)[:40_000]
    started = time.process_time()
    render_with_headings(text, longest=40_000)
    assert time.process_time() - started < 3
