"""Finishing a form another day, or on another device: its draft is kept longer, and its link is sent by mail."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from contributors.models import Draft
from contributors.models.draft import MAILED_LIFETIME
from initiatives.submission.draft import KIND
from outbox import actions as outbox
from outbox.letters import address


@transaction.atomic
def send_link(*, token: str, email: str, kind: str = KIND) -> bool:
    """Mail the link of a draft to the address that its author typed, and keep it `MAILED_LIFETIME` from now.

    The mail repeats nothing of what was typed: a form must not carry a stranger's words to anybody. Return False when
    the draft is gone, or was sent meanwhile.
    """
    draft = Draft.objects.alive(kind=kind, token=token).select_for_update().first()
    if draft is None or draft.object_id is not None:
        return False
    draft.email, draft.expires_at = email, timezone.now() + MAILED_LIFETIME
    draft.save(update_fields=["email", "expires_at"])
    link = address(f"{reverse(f'{kind}_submit')}?brouillon={token}")
    outbox.write_from("initiatives/mail/later.txt", {"link": link, "expires": draft.expires_at}, to=email)
    return True
