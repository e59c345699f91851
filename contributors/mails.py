"""The mails to members of the team about their own account."""

from django.conf import settings
from django.template import Context, Engine

from outbox import actions as outbox

FOLDER = "contributors/mail/"  # of the templates; the first line of each is its subject


def address(path: str) -> str:
    """Return the whole address of a page: workers have no request to take the host from."""
    return settings.SITE_URL + path


def write(template: str, *, to: str, **context: object) -> None:
    """Render a template of `FOLDER` as plain text and put it in the outbox."""
    site = {"site_url": settings.SITE_URL, "contact": settings.LEGAL["contact"]}
    text = (
        Engine.get_default()
        .get_template(f"{FOLDER}{template}.txt")
        .render(Context(context | site, autoescape=False))
    )
    subject, _, body = text.strip().partition("\n")
    outbox.write(to=to, subject=subject, body=body)
