"""The mails to members of the team about their own account."""

from django.conf import settings

from outbox import actions as outbox
from outbox.letters import write_letter

FOLDER = "contributors/mail/"  # of the templates; the first line of each is its subject


def address(path: str) -> str:
    """Return the whole address of a page: workers have no request to take the host from."""
    return settings.SITE_URL + path


def write(template: str, *, to: str, **context: object) -> None:
    """Write a template of `FOLDER` in the outbox."""
    letter = write_letter(f"{FOLDER}{template}.txt", context)
    outbox.write(to=to, subject=letter.subject, body=letter.body)
