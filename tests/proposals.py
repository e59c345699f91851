"""Proposing an initiative as a visitor does: the form filled, looked at, sent, confirmed."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from outbox.models import Message
from tests import makers

AUTHOR = "camille@exemple.fr"
CONFIRMATION = re.compile(r"/confirmer/[\w-]+/")


def proposal(**changes: Any) -> dict[str, Any]:
    """Return a complete form, opened a minute ago, with these changes; a value of None leaves the field out."""
    form: dict[str, Any] = {
        "start": signing.Signer(salt="contributors.robots").sign(
            str(int((timezone.now() - timedelta(minutes=1)).timestamp()))
        ),
        "site_internet": "",
        "brouillon": "",
        "location_count": "1",
        "title": "Jardin partagé du Bouguen",
        "summary": "Un jardin cultivé à plusieurs derrière la bibliothèque universitaire.",
        "description": "Chaque samedi matin, on y plante, on y arrose et on y partage les récoltes.",
        "main_theme": makers.make_theme().pk,
        "tags": "jardin, compost",
        "stage": "activite",
        "scale": "quartier",
        "since": "2019",
        "lieu-0-kind": "point",
        "lieu-0-commune": makers.make_commune().name,
        "lieu-0-address": "12 rue des Jardins",
        "lieu-0-latitude": "48,3904",
        "lieu-0-longitude": "-4,4861",
        "carrier": "actor",
        "actor_name": "Les Jardins du Bouguen",
        "actor_kind": "association",
        "link_1": "exemple.fr/jardin",
        "contributor_name": "Camille Le Goff",
        "contributor_email": AUTHOR,
        "publication_consent": "on",
    }
    return {name: value for name, value in (form | changes).items() if value is not None}


def fill(client: Client, form: Mapping[str, Any] | None = None) -> HttpResponse:
    """Post the form; a complete one answers 303 to the page where it is looked at."""
    return client.post(reverse("initiative_submit"), proposal() if form is None else form)


def review_address(client: Client, form: Mapping[str, Any] | None = None) -> str:
    """Fill the form and return the address of the look before sending."""
    response = fill(client, form)
    assert response.status_code == 303, errors(response)
    assert "/relecture/" in response.headers["Location"]
    return response.headers["Location"]


def send(client: Client, form: Mapping[str, Any] | None = None) -> HttpResponse:
    """Fill the form, look at it, send it; return the receipt."""
    address = review_address(client, form)
    assert client.get(address).status_code == 200
    return client.post(address, follow=True)


def confirmation_address(to: str = AUTHOR) -> str:
    """Return the address of the link in the last mail written to this person."""
    body = Message.objects.filter(to=to).latest("pk").body
    found = CONFIRMATION.search(body)
    assert found, body
    return found[0]


def errors(response: HttpResponse) -> list[str]:
    """Return the lines of the summary of errors of a page."""
    page = response.content.decode()
    summary = re.search(r'<div class="box err error-summary".*?</div>', page, re.DOTALL)
    lines = re.findall(r"<(?:li|p)>(.*?)</(?:li|p)>", summary[0], re.DOTALL) if summary else []
    return [re.sub(r"<[^>]+>", "", line).strip() for line in lines]
