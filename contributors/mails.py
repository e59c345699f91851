"""The mails to members of the team about their own account."""

from outbox import actions as outbox

FOLDER = "contributors/mail/"  # of the templates; the first line of each is its subject


def write(template: str, *, to: str, **context: object) -> None:
    """Write a template of `FOLDER` in the outbox."""
    outbox.write_from(f"{FOLDER}{template}.txt", context, to=to)
