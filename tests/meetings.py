"""Announcing a meeting as a visitor does: the form filled, looked at, sent, confirmed."""

import re
from datetime import timedelta
from typing import Any

from django.core import signing
from django.test import Client
from django.utils import timezone

from outbox.models import Message
from tests import makers

WRITER = "dominique@exemple.fr"
FORM = "/rencontres/proposer/"
CONFIRMATION = re.compile(r"/confirmer/[\w-]{43}/")


def typed(**changes: Any) -> dict[str, Any]:
    """Return what a browser sends of the form, opened a minute ago; None leaves a field out."""
    opened = str(int((timezone.now() - timedelta(minutes=1)).timestamp()))
    data = {
        "start": signing.Signer(salt="contributors.robots").sign(opened),
        "title": "Portes ouvertes du jardin",
        "summary": "Visite et goûter, pour qui veut voir comment ça marche.",
        "description": "Venez comme vous êtes.",
        "day": (timezone.localdate() + timedelta(days=10)).isoformat(),
        "starts": "14:00",
        "ends": "17:00",
        "commune": makers.make_commune().name,
        "venue": "Cabane du jardin",
        "contributor_name": "Dominique",
        "contributor_email": WRITER,
        "publication_consent": "on",
    }
    return {name: value for name, value in (data | changes).items() if value is not None}


def send(client: Client, **changes: Any) -> Any:
    """Fill the form, look at the meeting, send it; return the last page."""
    review = client.post(FORM, typed(**changes))
    assert review.status_code == 303, review.content.decode()
    assert client.get(review["Location"]).status_code == 200
    return client.post(review["Location"], follow=True)


def confirm(client: Client) -> None:
    """Follow the link of the last mail to the writer."""
    client.post(CONFIRMATION.findall(Message.objects.filter(to=WRITER).latest("pk").body)[0])
