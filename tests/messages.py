"""Writing by the site as people do: the form filled and sent, the mailed links opened."""

import re
from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from contact import introductions, threads
from contact.models import Introduction, Thread
from contributors.models import Contributor
from moderation.models import Sheet
from outbox.models import Message
from tests import makers

WRITER = "dominique@courriel-prive.fr"
TEXT = "Bonjour, nous ouvrons un jardin à Landerneau et voudrions voir le vôtre."
WORD = "L’un cherche un terrain, l’autre a une parcelle qui attend."
LINK = re.compile(r"https?://[^/]+(/\S*[\w-]{43}/)")


def opened() -> str:
    """Return the start of a form that was opened a minute ago."""
    moment = timezone.now() - timedelta(minutes=1)
    return signing.Signer(salt="contributors.robots").sign(str(int(moment.timestamp())))


def written(**changes: Any) -> dict[str, Any]:
    """Return a complete form to write, with these changes; a value of None leaves the field out."""
    form = {
        "start": opened(),
        "site_internet": "",
        "text": TEXT,
        "name": "Dominique",
        "email": WRITER,
    } | changes
    return {name: value for name, value in form.items() if value is not None}


def introduced(**changes: Any) -> dict[str, Any]:
    """Return a complete form to introduce, with these changes."""
    return written(text=None, word=WORD) | changes


def link_for(to: str) -> str:
    """Return the secret address in the last mail to somebody."""
    found = LINK.search(Message.objects.filter(to=to).latest("pk").body)
    assert found is not None
    return found[1]


def follow(client: Client, to: str, **data: Any) -> HttpResponse:
    """Open the link of the last mail to somebody, and press its button."""
    return client.post(link_for(to), data)


def spoken_for(title: str = "Jardin partagé du Bouguen", email: str = "", **fields: Any) -> Sheet:
    """Return a published initiative for which somebody answers."""
    return makers.make_initiative(title, contributor=makers.make_contributor(email), **fields)


def sent(sheet: Sheet | None = None, **changes: Any) -> Thread:
    """Return a message that waits for the confirmation of its author."""
    said = {"name": "Dominique", "email": WRITER, "text": TEXT, "shows_address": False} | changes
    return threads.send(sheet=sheet or spoken_for(), **said)


def passed_on(sheet: Sheet | None = None, **changes: Any) -> Thread:
    """Return a message that its author confirmed."""
    return threads.confirm(thread=sent(sheet, **changes))


def receiver(thread: Thread) -> Contributor:
    """Return who gets a message."""
    assert thread.receiver is not None
    return thread.receiver


def proposed(first: Sheet | None = None, second: Sheet | None = None, **changes: Any) -> Introduction:
    """Return an introduction that waits for the confirmation of its author."""
    said = {"name": "Dominique", "email": WRITER, "word": WORD} | changes
    first = first or spoken_for(email="x@courriel-prive.fr")
    second = second or spoken_for("Ressourcerie du port", email="y@courriel-prive.fr")
    return introductions.propose(first=first, second=second, **said)


def asked(*sheets: Sheet, **changes: Any) -> Introduction:
    """Return an introduction about which both were asked."""
    return introductions.confirm(introduction=proposed(*sheets, **changes))
