"""Links and public contacts, which initiatives and actors are changed by alike."""

from typing import Any

from contributors.parts import Part
from initiatives.submission.forms.contact import MAX_LINKS, ContactForm

LINKS = tuple(f"link_{number}" for number in range(1, MAX_LINKS + 1))


def contact_as_typed(base: dict[str, Any]) -> dict[str, list[str]]:
    """Return links and contacts as they would be typed; links beyond the last control stay out of sight."""
    links = [link["url"] for link in base.get("links") or []]
    typed = {name: [url] for name, url in zip(LINKS, links, strict=False)}
    return typed | {name: [base.get(name) or ""] for name in ("phone", "email", "opening_hours")}


def links_of(part: ContactForm, base: dict[str, Any]) -> list[dict[str, str]]:
    """Return the links that were typed, with the titles that they had, then those that were out of sight."""
    had = base.get("links") or []
    titles = {link["url"]: link.get("title", "") for link in had}
    typed = [link | {"title": titles.get(link["url"], "")} for link in part.links]
    return typed + [link for link in had[MAX_LINKS:] if link not in typed]


def forget_old_contacts(form: Any, part: Part) -> None:
    """Ask for no consent to show what was shown before."""
    if part.errors and not form.is_touched("phone", "email"):
        part.forget_errors("contact_consent")
