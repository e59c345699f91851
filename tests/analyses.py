"""Writing an analysis as a visitor does: the form filled, looked at, sent, confirmed."""

import re
from datetime import timedelta
from typing import Any

from django.core import signing
from django.test import Client
from django.utils import timezone

from outbox.models import Message

WRITER = "dominique@exemple.fr"
FORM = "/analyses/proposer/"
CONFIRMATION = re.compile(r"/confirmer/[\w-]{43}/")
TEXT = "\n\n".join(
    [
        "## Commencer petit",
        "Dix carrés suffisent la première année : on les voit d’un coup d’œil, et personne ne s’épuise à désherber.",
        "## Décider ensemble",
        "Une réunion par saison, pas davantage, avec un ordre du jour affiché sur la cabane une semaine avant.",
        "## Passer la main",
        "Deux personnes pour chaque tâche : celle qui part en août n’emporte pas le jardin avec elle.",
    ]
)


def typed(**changes: Any) -> dict[str, Any]:
    """Return what a browser sends of the form, opened a minute ago; None leaves a field out."""
    opened = str(int((timezone.now() - timedelta(minutes=1)).timestamp()))
    data = {
        "start": signing.Signer(salt="contributors.robots").sign(opened),
        "kind": "retour",
        "title": "Trois ans de jardin partagé",
        "summary": "Ce qui a marché, et ce que nous ferions autrement.",
        "text": TEXT,
        "contributor_name": "Dominique",
        "contributor_email": WRITER,
        "publication_consent": "on",
    }
    return {name: value for name, value in (data | changes).items() if value is not None}


def send(client: Client, **changes: Any) -> Any:
    """Fill the form, look at the analysis, send it; return the last page."""
    review = client.post(FORM, typed(**changes))
    assert review.status_code == 303, review.content.decode()
    assert client.get(review["Location"]).status_code == 200
    return client.post(review["Location"], follow=True)


def confirm(client: Client) -> None:
    """Follow the link of the last mail to the writer."""
    client.post(CONFIRMATION.findall(Message.objects.filter(to=WRITER).latest("pk").body)[0])
