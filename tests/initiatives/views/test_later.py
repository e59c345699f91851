"""Finishing a proposal later, or on another device."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contributors.models import Draft
from initiatives.models import Initiative
from initiatives.submission.draft import KIND
from initiatives.views import later as views
from outbox.models import Message
from tests import makers
from tests.proposals import AUTHOR, proposal, review_address
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db

SUBMIT = "/initiatives/proposer/"


def put_off(client, **changes):
    """Press « Finir plus tard »; return the page where it leads."""
    response = client.post(SUBMIT, proposal(**changes) | {"action": "later"})
    assert response.status_code == 303
    return response.headers["Location"]


def link_in_last_mail():
    return re.search(r"/initiatives/proposer/\?brouillon=[\w-]{43}", Message.objects.latest("pk").body)[0]


def test_an_unfinished_form_goes_on_on_another_device(client):
    page = put_off(client, title="Jardin à finir", summary="", publication_consent=None, stage="")
    asked = client.get(page).content.decode()
    assert f'value="{AUTHOR}"' in asked
    assert not Message.objects.exists()
    sent = client.post(page, {"email": AUTHOR}, follow=True).content.decode()
    assert "Votre lien est en route" in sent
    other = StrictClient()
    again = other.get(link_in_last_mail())
    text = again.content.decode()
    assert 'value="Jardin à finir"' in text
    assert "box err" not in text
    assert "no-store" in again.headers["Cache-Control"]
    assert again.headers["X-Robots-Tag"] == "noindex"
    assert not Initiative.objects.exists()
    token = link_in_last_mail().partition("=")[2]
    address = review_address(other, proposal(brouillon=token, title="Jardin fini"))
    assert other.post(address).status_code == 303
    assert Initiative.objects.get().title == "Jardin fini"
    assert other.get(f"{SUBMIT}?brouillon={token}").headers["Location"].startswith(f"{SUBMIT}recu/")
    assert Draft.objects.count() == 1


def test_the_photo_comes_along(client):
    photo = SimpleUploadedFile("x.jpg", makers.picture())
    page = put_off(client, title="", photo=photo, alt="Un jardin", credit="Camille")
    client.post(page, {"email": AUTHOR})
    assert Draft.objects.get().photo is not None
    assert "data:image/webp;base64," in StrictClient().get(link_in_last_mail()).content.decode()


def test_an_empty_form_can_be_put_off_too(client):
    response = client.post(SUBMIT, {"action": "later"})
    assert response.status_code == 303
    assert client.get(response.headers["Location"]).status_code == 200


def test_28_a_form_out_of_all_proportion_is_not_kept(client):
    response = client.post(SUBMIT, proposal(description="x" * 300_000) | {"action": "later"})
    assert response.status_code == 200
    text = response.content.decode()
    assert 'value="Jardin partagé du Bouguen"' in text
    assert "Ce texte est trop long" in text
    assert not Draft.objects.exists()


def test_39_following_the_link_changes_nothing(client):
    client.post(put_off(client), {"email": AUTHOR})
    before = Draft.objects.values().get()
    for _ in range(2):
        assert StrictClient().get(link_in_last_mail()).status_code == 200
    assert Draft.objects.values().get() == before


@pytest.mark.parametrize("email", ["", "camille", "a@b.fr,c@d.fr", '"><script>"@b.fr'])
def test_17_a_wrong_address_is_told_and_nothing_is_sent(client, email):
    text = client.post(put_off(client), {"email": email}).content.decode()
    assert "<title>Erreur" in text
    assert '<script>"@' not in text
    assert not Message.objects.exists()


def test_24_the_answer_is_the_same_for_a_known_address(client):
    makers.make_contributor("connue@exemple.fr")
    answers = {
        re.sub(
            r"[\w-]{43,}", "", client.post(put_off(client), {"email": email}, follow=True).content.decode()
        )
        for email in ("connue@exemple.fr", "inconnue@exemple.fr")
    }
    assert len(answers) == 1


def test_21_a_robot_is_thanked_for_nothing(client):
    trapped = client.post(SUBMIT, proposal(site_internet="x") | {"action": "later"})
    assert trapped.status_code == 200
    assert not Draft.objects.exists()
    page = put_off(client)
    assert client.post(page, {"email": AUTHOR, "site_internet": "x"}).status_code == 303
    assert not Message.objects.exists()


def test_23_too_many_links_are_refused_and_the_text_is_kept(client, monkeypatch):
    monkeypatch.setattr(views, "LINKS_A_DAY", 1)
    page = put_off(client)
    client.post(page, {"email": AUTHOR})
    refused = client.post(page, {"email": AUTHOR.upper()})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert f'value="{AUTHOR.upper()}"' in refused.content.decode()
    assert Message.objects.count() == 1
    assert Draft.objects.get().data["title"] == ["Jardin partagé du Bouguen"]
    monkeypatch.setattr(views, "LINKS_AN_HOUR", 1)
    assert client.post(page, {"email": "autre@exemple.fr"}).status_code == 429


@pytest.mark.parametrize("token", ["inconnu", "x" * 500, "%00", "é"])
def test_38_an_unknown_draft_is_gone(client, token):
    address = f"{SUBMIT}plus-tard/{token}/"
    assert client.get(address).status_code in (404, 410)
    assert client.post(address, {"email": AUTHOR}).status_code in (404, 410)
    assert not Message.objects.exists()


def test_a_draft_that_was_sent_leads_to_its_receipt(client):
    address = review_address(client)
    token = address.rstrip("/").rpartition("/")[2]
    client.post(address)
    Message.objects.all().delete()
    response = client.post(reverse("initiative_later", args=[token]), {"email": AUTHOR})
    assert response.headers["Location"] == reverse("initiative_receipt", args=[token])
    assert not Message.objects.exists()


def test_a_draft_of_another_kind_is_not_found(client):
    _, token = Draft.objects.start(kind=f"{KIND}-autre", data={}, photo=None)
    assert client.get(reverse("initiative_later", args=[token])).status_code == 410
