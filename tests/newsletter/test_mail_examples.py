"""Made-up letters for the previews of mails."""

import pytest

from newsletter.mail_examples import EXAMPLES
from outbox.examples import previews
from tests.french_typography import faults


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_made_anew_each_time(name):
    assert EXAMPLES[name]() is not EXAMPLES[name]()


def test_each_mail_has_one_in_good_french():
    ours = [preview for preview in previews() if preview.template.startswith("newsletter/mail/")]
    assert len(ours) == len(EXAMPLES)
    assert [fault for one in ours for fault in faults(f"{one.letter.subject}\n{one.letter.body}")] == []
