"""Who has which sheet, on the list and on the page; deciding about one that somebody else has."""

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
LIST = "/admin/initiatives/initiative/"


@pytest.fixture
def anne(client):
    user = makers.make_moderator("anne")
    client.force_login(user)
    return user


@pytest.fixture
def brieuc():
    return makers.make_moderator("brieuc")


@pytest.fixture
def sheet():
    return makers.make_initiative(status=Status.PENDING)


def address(sheet, page, *args):
    return reverse(f"admin:initiatives_initiative_{page}", args=[sheet.pk, *args])


def said(response):
    return [str(message) for message in response.context["messages"]]


def page_of(client, sheet):
    return client.get(address(sheet, "change")).content.decode()


def test_opening_takes_nothing_a_button_does(client, anne, sheet):
    assert "Personne ne l’a prise." in page_of(client, sheet)
    assert client.get(address(sheet, "claim")).status_code == 405
    assert not Claim.objects.exists()
    response = client.post(address(sheet, "claim"), {"take": "1"}, follow=True)
    assert said(response) == ["La fiche est à vous pour deux heures."]
    assert "Vous l’avez prise à l’instant." in response.content.decode()
    assert said(client.post(address(sheet, "claim"), {"release": "1"}, follow=True)) == [
        "Fiche rendue\u00a0: quelqu’un d’autre peut la prendre."
    ]
    assert not Claim.objects.exists()


def test_one_that_somebody_has_says_so_and_is_taken_over_on_purpose(client, anne, brieuc, sheet):
    with time_machine.travel(timezone.now() - timedelta(minutes=12)):
        claims.take(sheet=sheet, user=brieuc)
    page = page_of(client, sheet)
    assert "<strong>brieuc</strong> depuis 12\u00a0minutes." in page
    response = client.post(address(sheet, "claim"), {"take": "1"}, follow=True)
    assert said(response) == [
        "Cette fiche est déjà prise par brieuc. Vous pouvez la reprendre, après lui en avoir parlé."
    ]
    assert claims.claim_of(sheet).user == brieuc
    client.post(address(sheet, "claim"), {"release": "1"})
    assert claims.claim_of(sheet).user == brieuc
    client.post(address(sheet, "claim"), {"over": "1"})
    assert claims.claim_of(sheet).user == anne


def test_one_decided_meanwhile_is_not_to_be_taken(client, anne):
    published = makers.make_initiative()
    response = client.post(address(published, "claim"), {"take": "1"}, follow=True)
    assert "n’est plus à prendre" in said(response)[0]
    assert "desk-title" not in response.content.decode()


def test_the_list_says_who_has_what(client, anne, brieuc, sheet, django_assert_max_num_queries):
    others = [makers.make_initiative(f"Fiche {number}", status=Status.PENDING) for number in range(3)]
    claims.take(sheet=sheet, user=brieuc)
    claims.take(sheet=others[0], user=anne)
    page = client.get(LIST).content.decode()
    assert "brieuc, à l’instant" in page and "anne, à l’instant" in page

    def shown(choice):
        return {row.title for row in client.get(f"{LIST}?prise={choice}").context["cl"].result_list}

    assert shown("moi") == {"Fiche 0"}
    assert shown("autres") == {sheet.title}
    assert shown("libre") == {"Fiche 1", "Fiche 2"}
    assert len(shown("n-importe-quoi")) == 4
    with django_assert_max_num_queries(1) as captured:
        len(Claim.objects.select_related("user").by_sheet([sheet, *others]))
    assert len(captured) == 1


def test_deciding_about_one_that_somebody_has_is_asked_once_more(client, anne, brieuc, sheet):
    claims.take(sheet=sheet, user=brieuc)
    data = filled(client, address(sheet, "change")) | {"_publish": "1", "title": "Nouveau titre"}
    response = client.post(address(sheet, "change"), data, follow=True)
    assert response.redirect_chain[-1][0] == address(sheet, "decide", "publish")
    assert "<strong>brieuc</strong> a pris cette fiche à l’instant" in response.content.decode()
    sheet.refresh_from_db()
    assert (sheet.title, sheet.status) == ("Nouveau titre", Status.PENDING)
    client.post(address(sheet, "decide", "publish"), {"confirmed": "1"})
    sheet.refresh_from_db()
    assert sheet.status == Status.PUBLISHED


def test_my_own_claim_asks_nothing(client, anne, sheet):
    claims.take(sheet=sheet, user=anne)
    data = filled(client, address(sheet, "change")) | {"_publish": "1"}
    client.post(address(sheet, "change"), data)
    sheet.refresh_from_db()
    assert sheet.status == Status.PUBLISHED


def test_several_at_once_are_counted_before(client, anne, brieuc, sheet):
    others = [makers.make_initiative(f"Fiche {number}", status=Status.PENDING) for number in range(2)]
    published = makers.make_initiative("Publiée")
    claims.take(sheet=sheet, user=brieuc)
    numbers = [one.pk for one in (sheet, *others, published)]
    page = client.post(
        f"{LIST}?statut=toutes", {"action": "decide_publish", "_selected_action": numbers}
    ).content.decode()
    assert "4 fiches choisies</strong>, dont 1 restera comme elle est" in page
    assert "pour 3." in page
    assert "Quelqu’un d’autre a pris 1 d’entre elles." in page


def test_a_sheet_from_elsewhere_does_not_exist(client, sheet):
    client.force_login(makers.make_moderator("paris", ["departement-75"]))
    for page in ("claim", "charter"):
        assert client.post(address(sheet, page), {"take": "1"}).status_code == 404
    assert not Claim.objects.exists()


def test_whoever_only_reads_takes_nothing(client, anne, sheet):
    group = anne.groups.get()
    group.permissions.set(group.permissions.filter(codename__startswith="view"))
    assert "desk-title" not in page_of(client, sheet)
    for page in ("claim", "charter"):
        assert client.post(address(sheet, page), {"take": "1"}).status_code == 403
