"""Letters in words: plain text in lines of 72 characters, and HTML, which say the same."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from newsletter.columns import wrapped
from newsletter.digest import Digest
from newsletter.models import Issue, Subscription
from newsletter.periods import Rhythm
from newsletter.tokens import MANAGE, STOP, token_of
from outbox.letters import address, one_line, write_letter

FOLDER = "newsletter/mail/"  # of the templates; the first line of each is its subject
# Where the links of one reader go in a letter that was made for many: as long as a token, and none.
_MANAGE_MARK, _STOP_MARK = "MANAGE" + "-" * 37, "STOP" + "-" * 39

# In Python, for it is no part of any page: mail programs read no style sheet of the site, and know no policy.
_STYLE = """
:root { color-scheme: light dark; }
body { margin: 0; padding: 16px; background: #f6f3ea; color: #1d2733; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
.letter { max-width: 600px; margin: 0 auto; }
.brand a { color: inherit; font-weight: 700; text-decoration: none; }
h1 { margin: 0 0 4px; font-size: 24px; line-height: 1.25; }
h2 { margin: 32px 0 0; padding-top: 12px; border-top: 3px solid #1d2733; font-size: 20px; }
h3 { margin: 20px 0 0; font-size: 17px; line-height: 1.35; }
p { margin: 4px 0 0; }
a { color: #0b4f8a; }
hr { margin: 32px 0 12px; border: 0; border-top: 1px solid #b9b4a4; }
.soft { color: #4d5866; font-size: 15px; }
@media (prefers-color-scheme: dark) {
  body { background: #11171e; color: #e9e6dc; }
  a { color: #8cc4ff; }
  h2 { border-color: #e9e6dc; }
  hr { border-color: #4d5866; }
  .soft { color: #b4bcc6; }
}
"""  # noqa: E501 - one rule of the style sheet a line


@dataclass(frozen=True)
class Letter:
    """A letter as it leaves."""

    subject: str
    body: str
    html: str = ""

    def for_reader(self, subscription: Subscription) -> "Letter":
        """Return the letter with the links of one reader."""
        marks = {
            _MANAGE_MARK: token_of(subscription, MANAGE),
            _STOP_MARK: token_of(subscription, STOP),
        }
        return Letter(self.subject, _replaced(self.body, marks), _replaced(self.html, marks))


def manage_url(token: str) -> str:
    """Return where a reader changes their choices."""
    return address(reverse("letter_manage", args=[token]))


def stop_url(token: str) -> str:
    """Return where a reader stops it, by one click (RFC 8058)."""
    return address(reverse("letter_stop", args=[token]))


def for_readers(digest: Digest) -> Letter:
    """Return the letter to all who want this digest, with marks in place of the links of each."""
    context = {
        "digest": digest,
        "rhythm": Rhythm(digest.period.rhythm).label,
        "manage_url": manage_url(_MANAGE_MARK),
        "stop_url": stop_url(_STOP_MARK),
    }
    letter = write_letter(f"{FOLDER}letter.txt", context)
    shown = context | {"style": style(), "site_url": settings.SITE_URL}
    return Letter(letter.subject, wrapped(letter.body), render_to_string("newsletter/letter.html", shown))


def for_list(digest: Digest, issue: Issue) -> Letter:
    """Return the letter to a mailing list: plain text, as many of them want it."""
    context = {
        "digest": digest,
        "prefix": one_line(issue.mailing_list.prefix),
        "introduction": issue.introduction,
        "submit_url": address(reverse("initiative_submit")),
        "archive_url": address(reverse("letter")),
    }
    letter = write_letter(f"{FOLDER}list.txt", context)
    return Letter(letter.subject, wrapped(letter.body))


def headers_for(subscription: Subscription) -> dict[str, str]:
    """Return the headers by which mail programs know a letter, and offer to stop it (RFC 2369, 2919, 8058)."""
    host = settings.SITE_URL.partition("://")[2].partition(":")[0]
    return {
        "List-Id": f"Lettre des Territoires contributifs <lettre.{host}>",
        "List-Unsubscribe": f"<{stop_url(token_of(subscription, STOP))}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
        "Auto-Submitted": "auto-generated",
    }


def reply_to() -> str:
    """Return who reads the answers to letters: the contact of the legal notice, where it is an address."""
    contact = one_line(settings.LEGAL["contact"]).strip()
    try:
        validate_email(contact)
    except ValidationError:
        return ""
    return contact


def style() -> SafeString:
    """Return the style sheet of letters."""
    return format_html("<style>{}</style>", SafeString(_STYLE))


def _replaced(text: str, marks: Mapping[str, str]) -> str:
    for mark, token in marks.items():
        text = text.replace(mark, token)
    return text
