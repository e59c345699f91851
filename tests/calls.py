"""Writing a call as a visitor does: the form as it is shown, filled, looked at, sent."""

import re
from datetime import timedelta
from typing import Any

from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contributors.models import SignedLink
from initiatives.models import Initiative
from moderation import mails
from moderation.models import Sheet
from outbox.models import Message

WRITER = "dominique@exemple.fr"
CONFIRMATION = re.compile(r"/confirmer/[\w-]{43}/")


def typed(**changes: Any) -> dict[str, Any]:
    """Return what a browser sends of the form, opened a minute ago; None leaves a field out."""
    opened = str(int((timezone.now() - timedelta(minutes=1)).timestamp()))
    data = {
        "start": signing.Signer(salt="contributors.robots").sign(opened),
        "kind": "personnes",
        "title": "Deux personnes pour arroser en août",
        "text": "Deux heures par semaine, le soir. Personne n’a besoin de s’y connaître.",
        "until": (timezone.localdate() + timedelta(days=30)).isoformat(),
        "link": "",
        "contributor_name": "Dominique",
        "contributor_email": WRITER,
        "publication_consent": "on",
    }
    return {name: value for name, value in (data | changes).items() if value is not None}


def form_of(initiative: Initiative) -> str:
    """Return where anybody writes a call of an initiative."""
    return reverse("call_propose", args=[initiative.slug])


def send(client: Client, address: str, **changes: Any) -> Any:
    """Fill the form at an address, look at the call, send it; return the last page."""
    review = client.post(address, typed(**changes))
    assert review.status_code == 303, review.content.decode()
    return client.post(review["Location"], follow=True)


def confirm(client: Client) -> None:
    """Follow the link of the last mail to the writer."""
    client.post(CONFIRMATION.findall(Message.objects.filter(to=WRITER).latest("pk").body)[0])


def follow_address(sheet: Sheet) -> str:
    """Return a new secret address where its author follows a sheet."""
    token = SignedLink.objects.issue(
        purpose=SignedLink.Purpose.FOLLOW,
        contributor=sheet.submitted_by,
        sheet=sheet,
        valid=mails.FOLLOWING_TIME,
    )
    return reverse("follow", args=[token])
