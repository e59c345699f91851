"""What still tells of a sheet for a while once it is erased: changes somebody is typing, mails that wait to be sent."""

import re
from collections.abc import Iterable
from copy import copy
from typing import Any

from django.db.models import Q

from contributors.models import Contributor, Draft
from contributors.typography import typo
from moderation.edit_drafts import kind_of
from moderation.models import FormerSlug, Proposal, Report, Sheet
from moderation.queue import moderation_url
from outbox.models import Message
from outbox.withdrawing import UNSENT, withdraw
from photos.models import Photo

CHUNK = 200  # mails in memory: on some mornings thousands wait


def forget(sheet: Sheet) -> list[Photo]:
    """Delete what was being changed in a sheet, and the mails to anybody that name it; return the photos to erase."""
    drafts = list(Draft.objects.filter(kind=kind_of(sheet)).select_related("photo"))
    Draft.objects.filter(pk__in=[draft.pk for draft in drafts]).delete()
    withdraw(_unsent_about(sheet))
    return [draft.photo for draft in drafts if isinstance(draft.photo, Photo)]


def _unsent_about(sheet: Sheet) -> list[int]:
    """Return the numbers of the mails that were not sent and hold the address or the title of a sheet.

    Those to moderators always hold an address. Of the others, some hold but a title, which another sheet may have too:
    those to whoever sent another one, and those that hold its address, are left.
    """
    titles = {sheet.title_text, typo(sheet.title_text)}
    addresses = [*_addresses(sheet), moderation_url(sheet), *_pages_about(sheet)]
    said = Q()
    for words in titles:
        said |= Q(subject__contains=words) | Q(body__contains=words)
    for address in addresses:
        said |= Q(body__contains=address)
    whole = "|".join(map(re.escape, titles))
    named = re.compile(f"(^|«\u00a0|[:?] |^- )({whole})($|\u00a0»| [(])", re.MULTILINE)
    found = []
    unsent = Message.objects.filter(said, state__in=UNSENT).only("to", "subject", "body")
    for message in unsent.iterator(chunk_size=CHUNK):
        text = f"{message.subject}\n{message.body}"
        if any(address in text for address in addresses) or (
            named.search(text)
            and "/admin/" not in text
            and not _has_a_namesake(sheet, message.to)
            and not _holds_a_namesake(sheet, text)
        ):
            found.append(message.pk)
    return found


def _addresses(sheet: Sheet) -> Iterable[str]:
    """Yield the addresses that a sheet has and had: a mail may be older than the last one."""
    former = FormerSlug.objects.filter(content_type=sheet.content_type(), object_id=sheet.pk)
    past: Any = copy(sheet)
    for slug in [past.slug, *former.values_list("slug", flat=True)]:
        past.slug = slug
        yield past.get_absolute_url()


def _pages_about(sheet: Sheet) -> Iterable[str]:
    """Yield the addresses where moderators decide about what people said of a sheet."""
    for model in (Proposal, Report):
        for number in model._default_manager.filter(
            content_type=sheet.content_type(), object_id=sheet.pk
        ).values_list("pk", flat=True):
            yield f"/admin/moderation/{model._meta.model_name}/{number}/"


def _has_a_namesake(sheet: Sheet, email: str) -> bool:
    """Tell whether somebody sent another sheet of this title."""
    sent = type(sheet)._default_manager.filter(
        submitted_by__in=Contributor.objects.filter(email__iexact=email)
    )
    return any(other.title_text == sheet.title_text for other in sent.exclude(pk=sheet.pk))


def _holds_a_namesake(sheet: Sheet, text: str) -> bool:
    """Tell whether a mail holds the address that another sheet of this title has or had."""
    own: Any = sheet
    before, _, after = own.get_absolute_url().rpartition(own.slug)
    slugs = set(re.findall(f"{re.escape(before)}([-\\w]+){re.escape(after)}", text))
    if not slugs:
        return False
    former = FormerSlug.objects.filter(content_type=sheet.content_type(), slug__in=slugs)
    held = Q(slug__in=slugs) | Q(pk__in=former.values("object_id"))
    others = type(sheet)._default_manager.filter(held).exclude(pk=sheet.pk)
    return any(other.title_text == sheet.title_text for other in others)
