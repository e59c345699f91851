"""The words of a mail, from its template: one plain text, whose first line is the subject."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.template import Context, Engine
from django.template.loader import render_to_string

SUBJECT_LENGTH = 200  # characters, as `Message.subject`


@dataclass(frozen=True)
class Letter:
    """What a mail says."""

    subject: str
    body: str

    @property
    def html(self) -> str:
        """The same text in HTML: what one says, the other cannot leave out."""
        shown = {"message": self, "body": self.body.strip()}
        return render_to_string("outbox/mail.html", shown)


def address(path: str) -> str:
    """Return the whole address of a page: workers have no request to take the host from."""
    return settings.SITE_URL + path


def write_letter(template: str, context: Mapping[str, object]) -> Letter:
    """Return what a template (`moderation/mail/published.txt`) says with this context and what every mail may name."""
    site = {"site_url": settings.SITE_URL, "contact": settings.LEGAL["contact"]}
    # Plain text: an apostrophe in a title stays one.
    plain = Context({**context, **site}, autoescape=False)
    text = Engine.get_default().get_template(template).render(plain)
    subject, _, body = text.strip().partition("\n")
    return Letter(one_line(subject), body)


def one_line(subject: str) -> str:
    """Return a subject on one line whatever was typed in it, so that no header can be injected."""
    # `splitlines` knows every line break, `split` would also take the no-break spaces of French typography.
    return " ".join(line.strip(" \t") for line in subject.splitlines())[:SUBJECT_LENGTH]
