"""The pages where the team looks after partners and letters: for everybody, on a phone as on a desk."""

import pytest

from tests import letters, makers
from tests.browser.test_moderating import log_in, sheets  # noqa: F401 - a fixture, asked for by its name
from tests.browser.visit import SCREENS, accessibility_faults, sideways
from tests.partners import make_feed


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_pages_are_for_everybody(visitor, sheets, width, dark):  # noqa: F811 - the fixture of that name
    visit = visitor(width=width, dark=dark)
    feed, issue = make_feed(), letters.draft(introduction="Bonjour à toutes et à tous.")
    makers.make_event(status="pending")
    log_in(visit)
    for path in (
        "articles/partnerfeed/",
        "articles/partnerfeed/add/",
        f"articles/partnerfeed/{feed.pk}/change/",
        "events/event/",
        "newsletter/issue/",
        f"newsletter/issue/{issue.pk}/change/",
    ):
        page = visit.open(f"/admin/{path}")
        page.wait_for_load_state()
        assert accessibility_faults(page, preload=False) == [], path
        assert sideways(page) == 0, path
        for field in page.locator("#searchbar, input.vURLField").all():
            assert field.bounding_box()["width"] >= min(width / 4, 300), path
