"""One sheet after the other."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from moderation import claims
from moderation.models import Claim, Status
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db
NEXT = "/admin/suivante/"
INDEX = "/admin/"


@pytest.fixture
def anne(client):
    user = makers.make_moderator("anne")
    client.force_login(user)
    return user


@pytest.fixture
def sheets():
    found = []
    for days in (3, 2, 1):
        with time_machine.travel(timezone.now() - timedelta(days=days)):
            contributor = makers.make_contributor()
            found.append(
                makers.make_initiative(f"Fiche {days}", status=Status.PENDING, contributor=contributor)
            )
    return found


def address(sheet, page="change", *args):
    return reverse(f"admin:initiatives_initiative_{page}", args=[sheet.pk, *args])


def in_turn(sheet, page="change", *args):
    return address(sheet, page, *args) + "?suite=1"


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_the_next_one_is_taken_and_opened(client, anne, sheets):
    assert "Traiter la suivante" in client.get(INDEX).content.decode()
    assert client.get(NEXT).status_code == 405
    response = client.post(NEXT)
    assert response.headers["Location"] == in_turn(sheets[0])
    assert claims.claim_of(sheets[0]).user == anne


def test_publishing_leads_to_the_next_one_and_says_what_was_done(client, anne, sheets):
    client.post(NEXT)
    data = filled(client, in_turn(sheets[0])) | {"_publish": "1"}
    response = client.post(in_turn(sheets[0]), data, follow=True)
    assert response.redirect_chain[-1][0] == in_turn(sheets[1])
    assert said(response) == ["«\u00a0Fiche 3\u00a0»\u00a0: fiche publiée."]
    assert [claim.object_id for claim in Claim.objects.all()] == [sheets[1].pk]


@pytest.mark.parametrize(("name", "done"), [("refuse", "refusée"), ("ask", "en attente d’une réponse")])
def test_refusing_and_asking_too(client, anne, sheets, name, done):
    client.post(NEXT)
    assert in_turn(sheets[0], "decide", name) in client.get(in_turn(sheets[0])).content.decode()
    page = in_turn(sheets[0], "decide", name)
    assert f'href="{in_turn(sheets[0])}">Annuler' in client.get(page).content.decode()
    response = client.post(page, {"reason": "Où\u202f?"}, follow=True)
    assert response.redirect_chain[-1][0] == in_turn(sheets[1])
    assert said(response) == [f"«\u00a0Fiche 3\u00a0»\u00a0: fiche {done}."]


def test_one_is_passed_over_and_let_go(client, anne, sheets):
    client.post(NEXT)
    passed = {"apres": f"initiatives.initiative-{sheets[0].pk}"}
    assert f'value="{passed["apres"]}"' in client.get(in_turn(sheets[0])).content.decode()
    assert client.post(NEXT, passed).headers["Location"] == in_turn(sheets[1])
    assert [claim.object_id for claim in Claim.objects.all()] == [sheets[1].pk]
    data = filled(client, in_turn(sheets[1])) | {"_publish": "1"}
    # The one passed over does not come back before the end.
    assert client.post(in_turn(sheets[1]), data).headers["Location"] == in_turn(sheets[2])


def test_the_end_of_the_line(client, anne, sheets):
    response = client.post(NEXT, {"apres": f"initiatives.initiative-{sheets[2].pk}"}, follow=True)
    assert response.redirect_chain[-1][0] == INDEX
    assert said(response) == [
        "Vous êtes au bout de la file\u00a0: merci\u202f! Ce que vous avez passé attend encore."
    ]


def test_nothing_to_do(client, anne):
    assert "Rien à traiter" in said(client.post(NEXT, follow=True))[0]


def test_saving_stays_on_the_sheet(client, anne, sheets):
    data = filled(client, in_turn(sheets[0])) | {"title": "Autre titre", "_save": "1"}
    assert client.post(in_turn(sheets[0]), data).headers["Location"] == in_turn(sheets[0])


def test_outside_the_flow_one_goes_back_to_the_list(client, anne, sheets):
    data = filled(client, address(sheets[0])) | {"_publish": "1"}
    response = client.post(address(sheets[0]), data)
    assert response.headers["Location"] == reverse("admin:initiatives_initiative_changelist")


@pytest.mark.parametrize(
    "sent", ["", "x", "-1", "initiatives.initiative-", "initiatives.initiative-\u0663", "auth.user-1",
             "initiatives.initiative-" + "9" * 40, "initiatives.initiative-999999"],
)  # fmt: skip
def test_what_is_no_sheet_of_mine_is_ignored(client, anne, sheets, sent):
    assert client.post(NEXT, {"apres": sent}).headers["Location"] == in_turn(sheets[0])


def test_a_sheet_from_elsewhere_is_not_let_go(client, sheets):
    claims.take(sheet=sheets[0], user=makers.make_moderator("brieuc"))
    client.force_login(makers.make_moderator("paris", ["departement-75"]))
    client.post(NEXT, {"apres": f"initiatives.initiative-{sheets[0].pk}"})
    assert Claim.objects.exists()


def test_visitors_and_readers_take_nothing(client, anne, sheets):
    group = anne.groups.get()
    group.permissions.set(group.permissions.filter(codename__startswith="view"))
    assert client.post(NEXT).headers["Location"] == INDEX
    client.logout()
    assert "/admin/login/" in client.post(NEXT).headers["Location"]
    assert not Claim.objects.exists()
