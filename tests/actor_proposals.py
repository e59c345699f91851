"""Adding an actor as a visitor does: the form filled, looked at, sent, confirmed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import makers
from tests.proposals import AUTHOR, errors


def actor_proposal(**changes: Any) -> dict[str, Any]:
    """Return a complete form, opened a minute ago, with these changes; a value of None leaves the field out."""
    form: dict[str, Any] = {
        "start": signing.Signer(salt="contributors.robots").sign(
            str(int((timezone.now() - timedelta(minutes=1)).timestamp()))
        ),
        "site_internet": "",
        "brouillon": "",
        "name": "Les Mains vertes",
        "kind": "association",
        "summary": "Une association qui jardine avec ses voisines et ses voisins.",
        "description": "Chaque samedi, **on plante**.",
        "themes": [makers.make_theme().pk],
        "skills": "animation, Compostage",
        "commune": makers.make_commune().name,
        "territory": "Finistère",
        "link_1": "exemple.fr/mains-vertes",
        "contributor_name": "Camille Le Goff",
        "contributor_email": AUTHOR,
        "publication_consent": "on",
    }
    return {name: value for name, value in (form | changes).items() if value is not None}


def typed(**changes: Any) -> QueryDict:
    """Return the form as it comes to a view."""
    data = QueryDict(mutable=True)
    for name, value in actor_proposal(**changes).items():
        data.setlist(name, [str(one) for one in value] if isinstance(value, list) else [str(value)])
    return data


def fill(client: Client, form: Mapping[str, Any]) -> HttpResponse:
    """Post the form; a complete one answers 303 to the page where it is looked at."""
    return client.post(reverse("actor_submit"), form)


def review_address(client: Client, **changes: Any) -> str:
    """Fill the form and return the address of the look before sending."""
    response = fill(client, actor_proposal(**changes))
    assert response.status_code == 303, errors(response)
    assert "/acteurs/proposer/relecture/" in response.headers["Location"]
    return response.headers["Location"]
