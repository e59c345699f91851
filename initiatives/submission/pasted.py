"""A message as it went round on a mailing list, read into the long form; its author checks and sends as usual."""

import re
from collections import Counter
from collections.abc import Iterator
from email import message_from_string, policy
from email.errors import MessageError
from html import unescape
from itertools import takewhile

import nh3
from django.core.exceptions import ValidationError

from contributors.fields import PublicUrlField
from initiatives.models import Location, Tag
from initiatives.models.initiative import DESCRIPTION_LENGTH, SUMMARY_LENGTH
from initiatives.submission.forms.contact import MAX_LINKS
from places.folding import fold
from places.models import Commune

TITLE_LENGTH = 120
TAGS = 5
NAME_WORDS = 7  # of the longest name of a commune that people write out

_HEADER = re.compile(
    r"(?i)^(from|de|date|envoyé|sent|to|à|cc|subject|objet|sujet|reply-to|répondre à)\s*:\s*(.*)$"
)
_SOURCE = re.compile(r"(?im)^(received|mime-version|content-type|message-id|return-path):")
_PREFIX = re.compile(r"(?i)^\s*(?:(?:re|ré|fwd?|tr)\s*:|\[[^\]]{1,80}\])\s*")
_QUOTED = re.compile(r"^\s*(?:>|\|)")
_WRITTEN = re.compile(r"(?i)^\s*(?:le\b.{4,150}a écrit|on\b.{4,150}wrote)\s*:?\s*$")
# What follows is not the message any more: a signature, the footer of a list, what is forwarded or answered to.
_END = re.compile(r"(?i)^\s*(?:--\s*|_{8,}|={8,}|-{3,}.*(?:message|forwarded|transféré|origin).*)$")
_FAREWELL = re.compile(
    r"(?i)^\s*(?:bien |très )?(?:cordialement|amicalement|amitiés|solidairement|à (?:très )?bientôt|bien à vous|"
    r"belle journée|bonne journée|bonne soirée|salutations)\b.{0,30}$"
)
_GREETING = re.compile(r"(?i)^\s*(?:bonjour|bonsoir|salut|chère?s?|hello|coucou)\b.{0,60}$")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_LINK = re.compile(r"https?://[^\s<>\"'«»\]})]+")
_OF_THE_LIST = re.compile(r"(?i)unsubscribe|desabonn|désabonn|/sympa/|framalistes|googlegroups|mailman")
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*\s*")
# A place is named after a preposition; capitals make the name, small words may stand inside.
_CAPITAL = "[A-ZÀÂÉÈÊËÎÏÔÙÛÜÇŒ]"
_PLACE = re.compile(
    r"(?:\b(?:à|a|au|aux|de|sur|vers|près de|commune de|ville de)\s+|\bd[’'])"
    rf"({_CAPITAL}[\w’'-]*(?:[ -](?:de|du|des|la|le|les|en|sur|sous|lès|l[’']|d[’']|{_CAPITAL})[\w’'-]*)*)"
)


def read(message: str) -> dict[str, list[str]]:
    """Return what the long form would have been typed, as `SubmissionForm.typed` gives it; empty if nothing is said."""
    subject, body = _parted(message)
    paragraphs = list(_paragraphs(body))
    title = _title(subject) or _cut(paragraphs[0] if paragraphs else "", TITLE_LENGTH)
    if not title:
        return {}
    said = "\n\n".join(paragraphs)
    typed = {
        "location_count": ["1"],
        "title": [title],
        "summary": [_summary(paragraphs)],
        "description": [_ADDRESS.sub("[adresse retirée]", said)[:DESCRIPTION_LENGTH]],
    }
    typed |= {f"link_{number}": [link] for number, link in enumerate(_links(body), 1)}
    if commune := _commune(f"{title}\n{said}"):
        typed |= {"lieu-0-kind": [Location.Kind.COMMUNE], "lieu-0-commune": [commune.label]}
    tags = Tag.objects.said_in(f"{title} {said}", limit=TAGS)
    if tags:
        typed["tags"] = [", ".join(tag.name for tag in tags)]
        themes = Counter(tag.theme_id for tag in tags if tag.theme_id)
        if themes:
            typed["main_theme"] = [str(themes.most_common(1)[0][0])]
    return typed


def _parted(message: str) -> tuple[str, str]:
    """Return subject and text, of the source of a message, of one copied with its headings, or of a mere text."""
    message = message.strip().replace("\r\n", "\n").replace("\r", "\n")
    if _SOURCE.search(message[:5000]):
        try:
            return _from_source(message)
        except (MessageError, LookupError, ValueError, AttributeError):
            return "", message.partition("\n\n")[2]  # not as programs write it: what comes after the headings
    lines = message.split("\n")
    headings = list(takewhile(_HEADER.match, lines))
    subject = ""
    for line in headings:
        name, _, value = line.partition(":")
        if name.strip().lower() in ("subject", "objet", "sujet"):
            subject = value
    return subject, "\n".join(lines[len(headings) :])


def _from_source(message: str) -> tuple[str, str]:
    mail = message_from_string(message, policy=policy.default)
    part = mail.get_body(("plain", "html"))
    text = part.get_content() if part is not None else ""
    if part is not None and part.get_content_subtype() == "html":
        text = re.sub(r"(?i)<br\s*/?>|</(?:p|div|li|h\d|tr)>", "\n", text)
        text = unescape(nh3.clean(text, tags=set(), clean_content_tags={"script", "style"}))
    return str(mail.get("Subject", "")), str(text).replace("\r\n", "\n")


def _title(subject: str) -> str:
    """Return a subject without what programs and lists put before it."""
    while (shorter := _PREFIX.sub("", subject, count=1)) != subject:
        subject = shorter
    return _cut(" ".join(subject.split()), TITLE_LENGTH)


def _paragraphs(body: str) -> Iterator[str]:
    """Yield the paragraphs of a message, its lines joined, without greeting, quotations, farewell and signature."""
    gathered: list[str] = []
    is_first = True
    for line in [*takewhile(_goes_on, body.split("\n")), ""]:
        if _QUOTED.match(line) or _WRITTEN.match(line):
            continue
        line = line.strip()
        if is_first and (not line or _GREETING.match(line)):
            continue
        is_first = False
        if gathered and (not line or _BULLET.match(line)):
            yield " ".join(gathered)
            gathered = []
        if line:
            gathered.append(line)


def _goes_on(line: str) -> bool:
    return not _END.match(line) and not _FAREWELL.match(line)


def _summary(paragraphs: list[str]) -> str:
    """Return the first sentences, as many as fit."""
    text = _ADDRESS.sub("", paragraphs[0]).strip() if paragraphs else ""
    kept = ""
    for sentence in _SENTENCE.findall(text):
        if len((kept + sentence).strip()) > SUMMARY_LENGTH:
            break
        kept += sentence
    return kept.strip() or _cut(text, SUMMARY_LENGTH)


def _cut(text: str, length: int) -> str:
    """Return a text cut between two words."""
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _links(body: str) -> list[str]:
    """Return the first public links, but those of the list itself."""
    field, found = PublicUrlField(), []
    for link in dict.fromkeys(link.rstrip(".,;:!?") for link in _LINK.findall(body)):
        if _OF_THE_LIST.search(link):
            continue
        try:
            found.append(field.clean(link))
        except ValidationError:
            continue
        if len(found) == MAX_LINKS:
            break
    return found


def _commune(text: str) -> Commune | None:
    """Return the commune named most often after a preposition; of several, the longest name, the largest town."""
    names: Counter[str] = Counter()
    for found in _PLACE.findall(text):
        words = fold(found).split()
        names.update({" ".join(words[:length]) for length in range(1, min(len(words), NAME_WORDS) + 1)})
    communes = Commune.objects.current().filter(key__in=names)
    return max(communes, key=lambda c: (names[c.key], len(c.key.split()), c.population or 0), default=None)
