"""Changing a sheet as a visitor does: the form as it is shown, changed, looked at, sent, confirmed."""

import re
from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from moderation.edit_drafts import signed_base
from moderation.models import Proposal, Sheet
from outbox.models import Message

PROPOSER = "dominique@exemple.fr"
CONFIRMATION = re.compile(r"/confirmer/modification/[\w-]+/")


def shown(sheet: Sheet, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends of the form as it is shown, with these changes, opened a minute ago."""
    form = sheet.edit_form()(sheet.snapshot())
    data = {name: values if len(values) > 1 else values[0] for name, values in form._shown.lists() if values}
    opened = str(int((timezone.now() - timedelta(minutes=1)).timestamp()))
    data |= {
        "base": signed_base(sheet, form),
        "start": signing.Signer(salt="contributors.robots").sign(opened),
        "contributor_name": "Dominique",
        "contributor_email": PROPOSER,
        "publication_consent": "on",
    }
    return {name: value for name, value in (data | changes).items() if value is not None}


def fill(client: Client, sheet: Sheet, **changes: Any) -> HttpResponse:
    """Send the form with these changes."""
    return client.post(sheet.get_edit_url(), shown(sheet, **changes))


def seen_in(response: HttpResponse) -> str:
    """Return the number of the version of the sheet that a page knows."""
    (seen,) = re.findall(r'name="seen" value="(\d+)"', response.content.decode())
    return str(seen)


def send(client: Client, sheet: Sheet, **changes: Any) -> Proposal:
    """Send the form, look at what changes, and send that."""
    review = fill(client, sheet, **changes)["Location"]
    client.post(review, {"seen": seen_in(client.get(review))})
    return Proposal.objects.latest("pk")


def confirm(client: Client) -> str:
    """Follow the link of the last mail to the proposer; return its address."""
    (address,) = CONFIRMATION.findall(Message.objects.filter(to=PROPOSER).latest("pk").body)
    client.post(address)
    return str(address)


def waiting(client: Client, sheet: Sheet, **changes: Any) -> Proposal:
    """Bring a proposal to the moderators."""
    proposal = send(client, sheet, **changes)
    confirm(client)
    proposal.refresh_from_db()
    return proposal
