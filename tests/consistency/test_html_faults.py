"""The checks themselves: a good page passes, and each fault is found."""

import pytest

from tests.html_faults import page_faults, safety_faults

GOOD = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="description" content="x"><title>Accueil</title><link rel="stylesheet" href="/static/a.css"></head>
<body><main id="contenu"><h1>Accueil</h1>
<form action="/initiatives/"><p><label for="q">Quoi</label><input id="q" name="q"></p></form>
<script type="application/json" id="data">{"a": 1}</script><script type="module" src="/static/a.js"></script>
BODY</main></body></html>"""


def page(body="", old="", new=""):
    assert old in GOOD
    return GOOD.replace("BODY", body).replace(old, new) if old else GOOD.replace("BODY", body)


def test_a_good_page_has_no_fault():
    assert page_faults(page('<h2>Ici</h2><p><a href="#contenu">Haut</a> <a href="/">Accueil</a></p>')) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<p onclick="x()">a</p>', "inline handler onclick"),
        ("<script>x()</script>", "<script> without src"),
        ('<script type="module">x()</script>', "<script> without src"),
        ('<script type="application/json">{,}</script>', "not JSON"),
        ('<p style="color:red">a</p>', 'style="color:red"'),
        ("<style>p{}</style>", "<style>"),
        ("<p>{{ title }}</p>", "{{ left"),
        ("<p>{% if %}</p>", "{% left"),
        ("<p>Depuis None</p>", "None left"),
        ('<p title="None">a</p>', "None left"),
        ("<p>a<b>b</b>None</p>", "None left"),
        ('<p id="a">a</p><p id="a">b</p>', '2 id="a"'),
        ('<p id="a b">a</p>', 'id="a b"'),
        ('<p aria-describedby="nowhere">a</p>', "points at nothing"),
        ('<a href="#nowhere">a</a>', "not in the page"),
        ('<a href="#">a</a>', "link to nowhere"),
        ('<a href="">a</a>', "link to nowhere"),
        ("<a>a</a>", "link to nowhere"),
        ('<a href="/"></a>', "link without a name"),
        ("<button></button>", "button without a name"),
        ('<a href="javascript:x()">a</a>', "href=javascript:"),
        ('<img src="https://elsewhere.example/a.png" alt="" width="1" height="1">', "from elsewhere"),
        ('<script src="//elsewhere.example/a.js"></script>', "from elsewhere"),
        ('<img src="/a.png" width="1" height="1">', "image without alt"),
        ('<img src="/a.png" alt="">', "without width and height"),
        ('<iframe src="/a"></iframe>', "without a title"),
        ("<h1>b</h1>", "2 <h1>"),
        ("<h3>b</h3>", "h3 after h1"),
        ("<h2> </h2>", "empty <h2>"),
        ("<main></main>", "2 <main>"),
        ("<p>a</div>", "end-tag-too-early"),
        ("<p>a &copy b</p>", "named-entity-without-semicolon"),
        ("<div/>", "non-void-element"),
        ("<ul><p>a</p></ul>", "<p> in <ul>"),
        ("<button><div>a</div></button>", "<div> in <button>"),
        ("<span><section>a</section></span>", "<section> in <span>"),
        ('<a href="/"><button>a</button></a>', "in a link or a button"),
        ('<input name="a">', "without a label"),
        ('<form method="post"></form>', "0 CSRF tokens"),
        ('<form><input type="hidden" name="csrfmiddlewaretoken"></form>', "CSRF token in a GET form"),
    ],
)
def test_each_fault_is_found(body, fault):
    assert fault in "\n".join(page_faults(page(body)))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (' lang="fr"', "", "without lang"),
        ("<title>Accueil</title>", "", "0 <title>"),
        ("<title>Accueil", "<title> ", "1 <title>"),
        ("<h1>Accueil</h1>", "", "0 <h1>"),
        ("<!doctype html>", "", "expected-doctype"),
        ('<meta name="description" content="x">', "", "no description"),
        ('<meta name="viewport" content="width=device-width">', "", "no viewport"),
    ],
)
def test_what_a_page_must_have(old, new, fault):
    assert fault in "\n".join(page_faults(page("", old, new)))


def test_what_a_template_holds_waits_for_its_script():
    assert page_faults(page('<template><h2></h2><p id="q"><a href="#"></a></p></template>')) == []
    assert page_faults(page('<template><p onclick="x()"></p></template>')) == [
        "inline handler onclick on <p>"
    ]


def test_a_label_around_its_control_is_a_label():
    assert page_faults(page('<label>a <input name="a"></label>')) == []


def test_pages_of_others_are_only_held_to_the_policy():
    assert safety_faults("<p>a</div>") == []
    assert safety_faults('<p onclick="x()">a</p>') == ["inline handler onclick on <p>"]
