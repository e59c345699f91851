"""What the author of a call does with it by a secret link."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives.calling import endings
from initiatives.calling.checks import a_month_after
from initiatives.models import Call
from moderation import actions, proposals
from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.models import Proposal, Status
from moderation.trusting import trust
from moderation.wishes import newest_version, wishes
from outbox.models import Message
from tests import makers
from tests.calls import follow_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return makers.make_call(contributor=makers.make_contributor("camille@exemple.fr"))


def test_found_with_a_word(client, call):
    trust(sheet=call.initiative, contributor=call.submitted_by, by=Author.system())
    address = follow_address(call)
    page = client.get(address).content.decode()
    assert "C’est trouvé" in page and "Prolonger d’un mois" in page
    assert "Tout est encore juste" not in page  # a call says itself until when
    assert client.get(f"{address}trouve/").status_code == 200
    assert Call.objects.get().is_open
    too_long = client.post(f"{address}trouve/", {"outcome": "a" * 281})
    assert too_long.status_code == 200 and "trop long" in too_long.content.decode()
    done = client.post(f"{address}trouve/", {"outcome": "Léa et <b>Omar</b> arrosent."}, follow=True)
    assert "Bravo\u202f!" in done.content.decode() and "Trouvé\u202f!" in done.content.decode()
    shown = client.get(call.get_absolute_url()).content.decode()
    assert "Léa et &lt;b&gt;Omar&lt;/b&gt; arrosent." in shown and "noindex" in shown
    assert "tard" in client.post(f"{address}trouve/")["Location"]


def test_a_month_more(client, call):
    before = call.until
    done = client.post(f"{follow_address(call)}prolonger/", follow=True)
    assert "court un mois de plus" in done.content.decode()
    call.refresh_from_db()
    assert (call.until - before).days in (28, 29, 30, 31)


def test_a_month_more_once_it_is_over(client, call, time_machine):
    address = follow_address(call)
    time_machine.move_to(timezone.now() + timedelta(days=40), tick=False)
    endings.expire()
    assert "Sa date est passée" in client.get(address).content.decode()
    client.post(f"{address}prolonger/")
    call.refresh_from_db()
    assert call.status == Status.PUBLISHED and call.is_open


def test_an_initiative_has_no_such_button(client):
    initiative = makers.make_initiative(contributor=makers.make_contributor())
    address = follow_address(initiative)
    assert client.get(f"{address}prolonger/").headers["Location"].endswith("?fait=tard")
    page = client.get(address).content.decode()
    assert f"{address}appel/" in page and f"{address}prolonger/" not in page


def test_erased_by_its_author(client, call):
    from initiatives.models import KeyCount

    assert KeyCount.objects.number("appel:1") == 1
    client.post(f"{follow_address(call)}effacer/")
    assert not Call.objects.exists() and KeyCount.objects.number("appel:1") == 0
    assert client.get(call.get_absolute_url()).status_code == 410


@pytest.mark.parametrize(
    "outcome",
    [
        "Merci\u202f! Écrivez à jean@exemple.fr.",
        "Merci à camille (arobase) exemple point fr",
        "Appelez le 06 12 34 56 78, ou le +33612345678.",
        "Appelez le 06.12.34.56.78",
        "Voir https://pas-cher.example",
        "Voir [ici](https://pas-cher.example)",
        "Voir www.pas-cher.example",
    ],
)
def test_what_was_found_has_no_contact_and_no_link(client, call, outcome):
    address = f"{follow_address(call)}trouve/"
    trust(sheet=call, contributor=call.submitted_by, by=Author.system())
    refused = client.post(address, {"outcome": outcome})
    assert refused.status_code == 200 and "retirez-" in refused.content.decode()
    call.refresh_from_db()
    assert call.is_open and call.outcome == ""


def test_what_an_unknown_author_says_was_found_is_read_first(client, call):
    address = follow_address(call)
    assert "relit" in client.get(f"{address}trouve/").content.decode()
    client.post(f"{address}trouve/", {"outcome": "Léa et Omar arrosent."})
    call.refresh_from_db()
    assert call.is_found and call.outcome == ""
    assert "Omar" not in client.get(call.get_absolute_url()).content.decode()
    assert "Omar" not in client.get(call.get_history_url()).content.decode()
    proposal = Proposal.objects.waiting().get()
    assert [wish.name for wish in wishes(proposal, call)] == ["outcome"]
    by = Author.moderator(makers.make_moderator())
    proposals.accept(proposal=proposal, by=by, names=["outcome"], seen=newest_version(call))
    assert "Léa et Omar arrosent." in client.get(call.get_absolute_url()).content.decode()
    call.refresh_from_db()
    assert call.is_found and call.ended_on


def test_what_was_found_is_not_accepted_once_the_call_is_taken_down(client, call):
    client.post(f"{follow_address(call)}trouve/", {"outcome": "Léa et Omar arrosent."})
    actions.archive(sheet=call, by=Author.system())
    with pytest.raises(TransitionRefused):
        proposals.accept(
            proposal=Proposal.objects.get(), by=Author.system(), names=["outcome"], seen=newest_version(call)
        )


def test_a_second_click_gives_no_second_month(client, call):
    before, address = call.until, f"{follow_address(call)}prolonger/"
    page = client.get(address).content.decode()
    sent = dict(re.findall(r'name="(until)" value="([^"]+)"', page))
    assert sent == {"until": before.isoformat()}
    for _ in range(2):
        assert "court un mois de plus" in client.post(address, sent, follow=True).content.decode()
    call.refresh_from_db()
    assert call.until == a_month_after(before)
    assert client.post(address, {"until": "n’importe quoi"}).status_code == 200


def test_an_ended_call_is_taken_down_by_its_author(client, call):
    address = follow_address(call)
    client.post(f"{address}trouve/")
    assert client.get(call.get_absolute_url()).status_code == 200
    assert f"{address}retirer/" in client.get(address).content.decode()
    assert client.post(f"{address}retirer/")["Location"].endswith("?fait=retirer")
    assert client.get(call.get_absolute_url()).status_code == 404
    page = client.get(address).content.decode()
    assert "Vous l’avez retiré\u00a0: il n’est plus en ligne." in page and f"{address}retirer/" not in page


def test_a_call_is_called_a_call(client, call):
    address = follow_address(call)
    page = client.get(address).content.decode()
    assert "L’appel est en ligne." in page and "Retirer l’appel" in page and "Voir l’appel" in page
    assert "Elle est en ligne" not in page and "Retirer la fiche" not in page and "Voir la fiche" not in page
    asked = client.get(f"{address}retirer/").content.decode()
    assert "Il n’est plus visible de personne" in asked and "la fiche" not in asked
    gone = client.post(f"{address}retirer/", follow=True).content.decode()
    assert "L’appel est retiré." in gone and "Remettre l’appel en ligne" in gone
    back = client.post(f"{address}remettre/", follow=True).content.decode()
    assert "L’appel est de nouveau en ligne." in back
    assert "la fiche" not in client.get(f"{address}effacer/").content.decode().lower()


def test_mails_about_a_call_say_so(call):
    actions.archive(sheet=call, by=Author.system())
    message = Message.objects.latest("pk")
    assert message.subject.startswith("Votre appel n’est plus en ligne")
    assert "L’appel «" in message.body and "a été retiré de l’annuaire" in message.body
    actions.restore(sheet=call, by=Author.system())
    actions.withdraw(sheet=call, by=Author.system())
    message = Message.objects.latest("pk")
    assert message.subject.startswith("Votre appel est retiré") and "fiche" not in message.body
