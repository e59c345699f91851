"""The witnesses themselves: each thing that must not happen is seen when it does."""

import pytest

from tests.browser.visit import accessibility_faults, sideways, visiting


@pytest.fixture(params=[False, True], ids=["routed", "caching"])
def watched(chromium, site, request):
    with visiting(chromium, site, tile_host="tiles.example", caching=request.param) as visit:
        visit.open("/sante/vivant")
        yield visit


def test_another_origin_is_seen_and_never_reached(watched):
    watched.page.evaluate("fetch('https://elsewhere.example/').catch(() => {})")
    assert "Content Security Policy" in "".join(watched.faults())
    watched.page.goto("about:blank")
    watched.page.set_content(
        '<img src="https://elsewhere.example/a.png"><img src="https://a.tiles.example/0.png">'
    )
    watched.page.wait_for_load_state("networkidle")
    widths = watched.page.evaluate("[...document.images].map(image => image.naturalWidth)")
    assert widths == [0, 1]  # the tile came, from here
    assert watched.elsewhere == ["https://elsewhere.example/a.png"]
    assert watched.tiles == ["https://a.tiles.example/0.png"]


def test_an_inline_script_is_refused_and_seen(watched):
    watched.open("/")
    watched.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'document.title = 1'}))"
    )
    assert "script-src" in "".join(watched.faults())


def test_an_exception_is_seen(watched):
    watched.page.evaluate("setTimeout(() => { throw new Error('lost') })")
    watched.page.wait_for_timeout(100)
    assert "exception: lost" in watched.faults()


def test_a_trace_is_seen(watched):
    watched.open("/")
    assert watched.traces() == []
    # Awaited: what `document.cookie` sets is on its way to another process when it returns.
    watched.page.evaluate("(async () => { localStorage.setItem('a', 1); await cookieStore.set('b', '1') })()")
    assert watched.traces() == ["cookie b", "stored a"]


def test_axe_sees_a_fault_and_a_wide_page(watched):
    watched.page.goto("about:blank")
    watched.page.set_content('<p style="color: #eee; width: 5000px">pale</p>')
    faults = "".join(accessibility_faults(watched.page))
    assert "color-contrast" in faults
    assert "html-has-lang" in faults
    assert sideways(watched.page) > 1000
