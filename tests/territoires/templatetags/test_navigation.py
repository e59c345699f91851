from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve

from territoires.templatetags.navigation import embedding, page_numbers


def head(path, route, **context):
    request = RequestFactory().get(path)
    request.resolver_match = route and SimpleNamespace(url_name=route)
    return Template("{% masthead %}").render(Context({"request": request, **context}))


@pytest.mark.parametrize(
    ("path", "route", "context", "current"),
    [
        ("/initiatives/", "initiative_list", {}, "page"),
        ("/initiatives/jardin/", "initiative", {}, "true"),
        ("/initiatives/proposer/", "initiative_submit", {}, "true"),
        ("/analyses/", "article_list", {}, ""),
        ("/carte/", "map", {}, ""),
        ("/carte/", "map", {"nav": "initiative"}, "true"),
        ("/nulle/part/", None, {}, ""),
        ("/nulle/part/", None, {"nav": "initiative"}, "true"),
    ],
)
def test_the_room_of_the_page_is_marked(path, route, context, current):
    mark = f' aria-current="{current}"' if current else ""
    assert f'<a href="/initiatives/"{mark}>Initiatives</a>' in head(path, route, **context)


def test_the_title_of_a_page_is_said_again_for_sharing():
    request = RequestFactory().get("/x/")
    page = Template(
        '{% extends "base.html" %}{% block title %}L’"été" {{ name }}{% endblock %}{% block head %}{% endblock %}'
    ).render(
        Context({"request": request, "name": "<b> & co", "site_name": "Nous", "site_url": "https://a.fr"})
    )
    assert '<title>L’"été" &lt;b&gt; &amp; co – Nous</title>' in page
    assert '<meta property="og:title" content="L’&quot;été&quot; &lt;b&gt; &amp; co">' in page
    assert '<link rel="canonical" href="https://a.fr/x/">' in page


def test_a_block_that_does_not_exist_is_empty():
    assert Template('{% echo_block "title" %}').render(Context()) == ""


def test_pages_far_away_are_left_out():
    assert page_numbers(Paginator(range(400), 20).page(10)) == [1, 0, 9, 10, 11, 0, 20]
    assert page_numbers(Paginator(range(60), 20).page(1)) == [1, 2, 3]


def pages(number, address, **context):
    page = Paginator(range(60), 20).page(number)
    request = RequestFactory().get(f"/initiatives/?{address}")
    return render_to_string("components/pages.html", {"page_obj": page, "request": request, **context})


def test_pages_keep_the_filters_and_escape_them():
    page = pages(2, "theme=sante&theme=culture&page=2&q=%22%3E%3Cscript%3E")
    assert 'rel="next" href="?theme=sante&amp;theme=culture&amp;q=%22%3E%3Cscript%3E&amp;page=3"' in page
    # The first page is the list itself.
    assert 'rel="prev" href="?theme=sante&amp;theme=culture&amp;q=%22%3E%3Cscript%3E"' in page
    assert '<span aria-current="page"><span class="vh">Page </span>2</span>' in page


def test_pages_keep_the_filters_that_are_given():
    assert 'href="?theme=sante&amp;page=2"' in pages(1, "x=1", query=QueryDict("theme=sante"))


def test_one_page_has_no_links():
    page = Paginator(range(5), 20).page(1)
    assert render_to_string("components/pages.html", {"page_obj": page}).strip() == ""


def test_a_page_that_can_be_framed_says_so_and_none_other():
    request = RequestFactory().get("/themes/x/?a=%22%3E")
    assert embedding(Context({})) == embedding(Context({"request": request})) == ""
    request.resolver_match = resolve("/themes/x/")
    link = embedding(Context({"request": request}))
    assert link.startswith('<link rel="alternate" type="application/json+oembed" href="http')
    assert "&amp;format=json" in link and '">' in link and link.count('"') == 6
    request.resolver_match = resolve("/a-propos/")
    assert embedding(Context({"request": request})) == ""
