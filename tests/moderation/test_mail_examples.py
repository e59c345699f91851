"""Made-up sheets for the previews of mails."""

import pytest

from moderation.mail_examples import EXAMPLES, ExampleSheet
from moderation.models import Sheet


def test_nothing_of_it_is_a_row():
    for make in EXAMPLES.values():
        for value in make().values():
            assert getattr(value, "pk", None) is None
            assert not isinstance(value, Sheet)


def test_an_example_has_what_every_sheet_has():
    """What a template may ask of a sheet is what sheets have: an example must not know better."""
    own = {name for name in vars(ExampleSheet()) if not name.startswith("_")}
    known = {field.name for field in Sheet._meta.get_fields()} | set(dir(Sheet))
    assert own - known == {"main_theme", "summary"}  # which templates show only where there is one


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_made_anew_each_time(name):
    assert EXAMPLES[name]() is not EXAMPLES[name]()
