"""What others wrote, as plain text of one line; and addresses, so that the same article is known again."""

import re
from hashlib import sha256
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

import nh3
from django.core.exceptions import ValidationError

from contributors.cleaning import clean_line, clean_text
from contributors.fields import PublicUrlField

LINK_LENGTH = 1000
READ = 20_000  # characters of HTML, for a few hundred of text
_BREAK = re.compile(
    r"<(?:br|/?(?:p|div|li|ul|ol|h[1-6]|tr|td|blockquote|figure|figcaption))\b[^<>]{0,500}>", re.I
)
_SILENT = {"script", "style", "figcaption", "iframe", "noscript", "template"}
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
# What WordPress adds to each excerpt.
_TAIL = re.compile(
    r"(?:L.article|Cet article|The post)\s.{1,300}\s"
    r"(?:est apparu en premier sur|appeared first on)\s.{1,200}$"
)
# How a visitor came to the page, which is none of our business.
_TRACKING = re.compile(r"utm_\w+|mtm_\w+|pk_\w+|fbclid|gclid|xtor|mc_[ce]id", re.I)


def plain(html: str, length: int) -> str:
    """Return the text of some HTML, on one line, cut between two words; addresses of e-mail are left out.

    Text that was escaped once too often shows its marks: nothing here is ever marked safe.
    """
    spaced = _BREAK.sub(lambda match: f" {match[0]} ", clean_text(html[:READ]))
    text = clean_line(unescape(nh3.clean(spaced, tags=set(), clean_content_tags=_SILENT)))
    text = clean_line(_MAIL.sub("", _TAIL.sub("", text)))
    if len(text) <= length:
        return text
    kept = text[: length - 1]
    return (kept.rpartition(" ")[0] or kept).rstrip(" ,;:.\u00a0\u202f") + "…"


def public_link(address: str) -> str:
    """Return an address that everybody may open, or nothing."""
    try:
        return PublicUrlField(max_length=LINK_LENGTH).clean(address)
    except ValidationError:
        return ""


def link_key(address: str) -> str:
    """Return what two addresses of one article share, as 64 hexadecimal digits: no scheme, `www.`, tracking, end.

    A fragment leads to a place in the page, unless it is the path of a site written in JavaScript: `#!/…`, `#/…`.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    kept = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])
    ]
    route = f"#{parts.fragment.rstrip('/')}" if parts.fragment.startswith(("!", "/")) else ""
    return digest(f"{host}{parts.path.rstrip('/')}?{urlencode(kept)}{route}")


def digest(text: str) -> str:
    """Return the digest of a text, 64 hexadecimal digits."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()
