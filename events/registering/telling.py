"""What registering for meetings tells the floors below, once, when the application starts."""

from events.models import Event
from events.registering import jobs  # noqa: F401 the worker knows tasks by their modules
from events.registering.holding import HOLDING
from events.registering.mail_examples import EXAMPLES
from moderation import following, holdings
from outbox.examples import register

PAGE = following.Page(
    label="Les inscriptions",
    icon="people",
    view="registrations",
    applies_to=lambda sheet: isinstance(sheet, Event) and sheet.is_published,
)


def tell() -> None:
    """Tell it."""
    register("events/mail/", EXAMPLES)
    holdings.register("registrations", HOLDING)
    following.register_page(PAGE)
