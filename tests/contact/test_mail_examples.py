"""Made-up messages for the previews of mails."""

import pytest

from contact.mail_examples import EXAMPLES
from moderation.models import Sheet
from outbox.examples import previews


def test_nothing_of_it_is_a_row():
    for make in EXAMPLES.values():
        for value in make().values():
            assert getattr(value, "pk", None) is None
            assert not isinstance(value, Sheet)


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_made_anew_each_time(name):
    assert EXAMPLES[name]() is not EXAMPLES[name]()


def test_each_mail_has_one_and_says_something():
    ours = [preview for preview in previews() if preview.template.startswith("contact/mail/")]
    assert len(ours) == len(EXAMPLES)
    assert all(preview.letter and preview.letter.subject and preview.letter.body for preview in ours)
