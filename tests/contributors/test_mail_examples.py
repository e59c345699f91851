from contributors.mail_examples import EXAMPLES
from outbox.examples import registered


def test_they_are_known_to_the_previews():
    assert {f"contributors/mail/{name}.txt" for name in EXAMPLES} <= set(registered())
