"""The mails about relations, written in the outbox within the transaction of the act."""

from collections.abc import Sequence

from django.urls import reverse

from contributors.models import Contributor
from initiatives.relating.bonds import Bond
from moderation.models import Sheet
from outbox import actions as outbox
from outbox.letters import address


def _write(template: str, *, to: Contributor, **context: object) -> None:
    outbox.write_from(f"initiatives/mail/{template}.txt", context | {"contributor": to}, to=to.email)


def ask(*, bond: Bond, silent: Sheet, speaker: Contributor, token: str, again: bool = False) -> None:
    """Ask who answers for one side whether what the other declares is true; `again` the second and last time."""
    link = address(reverse("relation", args=[token]))
    _write("relation_asked", to=speaker, bond=bond, sheet=silent, link=link, again=again)


def tell_answered(*, bond: Bond, sheet: Sheet, other: Sheet, proposer: Contributor, yes: bool) -> None:
    """Tell who proposed a relation, for a sheet, what the other side answers."""
    link = address(sheet.get_absolute_url())
    _write("relation_answered", to=proposer, bond=bond, sheet=sheet, other=other, yes=yes, link=link)


def send_pages(
    *, contributor: Contributor, pages: Sequence[tuple[Sheet, str]], other: Sheet | None = None
) -> None:
    """Send somebody the pages where they say the relations of the sheets for which they answer.

    Each sheet comes with the secret token of its page; `other` is the sheet from which they asked.
    """
    query = f"?avec={name_of(other)}" if other else ""
    links = [(sheet, address(reverse("relation", args=[token]) + query)) for sheet, token in pages]
    _write("relation_pages", to=contributor, links=links, other=other)


def name_of(sheet: Sheet) -> str:
    """Return what names a sheet in an address: `initiative-12`."""
    return f"{sheet._meta.model_name}-{sheet.pk}"
