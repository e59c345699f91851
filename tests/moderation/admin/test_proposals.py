import re

import pytest
from django.urls import reverse

from initiatives.models import Initiative
from moderation import actions, proposals
from moderation.authors import Author
from moderation.models import Proposal, Trust
from outbox.models import Message
from tests import makers

pytestmark = pytest.mark.django_db
LIST = reverse("admin:moderation_proposal_changelist")


@pytest.fixture
def proposal():
    sheet = makers.make_initiative()
    changes = {
        "title": {"before": sheet.title, "after": "Jardin <b>du Bouguen</b>"},
        "summary": {"before": sheet.summary, "after": sheet.summary.replace("plusieurs", "beaucoup")},
    }
    sent = proposals.send(
        sheet=sheet,
        contributor=makers.make_contributor("dominique@exemple.fr"),
        changes=changes,
        remark="Bonjour",
    )
    return proposals.confirm(proposal=sent)


@pytest.fixture
def moderator(client):
    user = makers.make_moderator("finistere", ["departement-29"])
    client.force_login(user)
    return user


def address(proposal):
    return reverse("admin:moderation_proposal_change", args=[proposal.pk])


def page(client, proposal):
    return client.get(address(proposal)).content.decode()


def decide(client, proposal, button="accept", **said):
    seen = re.search(r'name="seen" value="(\d+)"', page(client, proposal))[1]
    return client.post(address(proposal), {"seen": seen, "answer": "", button: "", **said}, follow=True)


def test_words_that_change_are_shown_and_markup_is_text(client, moderator, proposal):
    shown = page(client, proposal)
    assert "Jardin &lt;b&gt;du Bouguen" in shown and "<b>du" not in shown
    assert re.search(r"<del[^>]*>.*plusieurs", shown) and "Bonjour" in shown
    assert shown.count(" checked") == 2


def test_a_part_is_accepted(client, moderator, proposal):
    decide(client, proposal, names=["summary"], answer="Merci !", trusting="on")
    sheet = Initiative.objects.get()
    assert sheet.title == "Jardin partagé du Bouguen" and "beaucoup" in sheet.summary
    assert Trust.objects.get().given_by == moderator
    assert "Laissé de côté" in page(client, proposal) and "Accepter" not in page(client, proposal)


def test_a_refusal_without_a_reason_is_asked_for(client, moderator, proposal):
    told = decide(client, proposal, button="refuse", names=["title"]).content.decode()
    assert "Écrivez pourquoi" in told
    decide(client, proposal, button="refuse", answer="Ce n’est pas son nom.")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer) == (Proposal.State.REFUSED, "Ce n’est pas son nom.")


def test_what_changed_meanwhile_is_shown_first(client, moderator, proposal):
    seen = re.search(r'name="seen" value="(\d+)"', page(client, proposal))[1]
    Initiative.objects.update(title="Jardin des Capucins")
    actions.amend(sheet=proposal.sheet, by=Author.system())
    answer = client.post(
        address(proposal), {"seen": seen, "names": ["title"], "answer": "Bien", "accept": ""}
    )
    shown = answer.content.decode()
    assert "La fiche vient de changer" in shown and "Jardin des Capucins" in shown and "Bien" in shown
    assert Initiative.objects.get().title == "Jardin des Capucins"
    assert page(client, proposal).count(" checked") == 1
    decide(client, proposal, names=["title"])
    assert Initiative.objects.get().title == "Jardin <b>du Bouguen</b>"


@pytest.mark.parametrize("seen", ["", "x", "²", "9" * 30, "-1"])
def test_a_version_that_is_none(client, moderator, proposal, seen):
    client.post(address(proposal), {"seen": seen, "names": ["title"], "accept": ""})
    assert Proposal.objects.get().state == Proposal.State.PENDING


def test_fields_that_are_not_proposed_are_refused(client, moderator, proposal):
    decide(client, proposal, names=["title", "status"])
    assert Proposal.objects.get().state == Proposal.State.PENDING


def test_moderators_elsewhere_know_nothing_of_it(client, proposal):
    client.force_login(makers.make_moderator("bouches", ["departement-13"]))
    assert client.get(address(proposal)).status_code == 404
    assert client.post(address(proposal), {"names": ["title"], "accept": ""}).status_code == 404
    assert "Jardin" not in client.get(LIST).content.decode()
    assert Proposal.objects.get().state == Proposal.State.PENDING


def test_the_list_names_fields_and_keeps_what_is_not_confirmed_out(client, moderator, proposal):
    shown = client.get(LIST).content.decode()
    assert "Titre, résumé" in shown
    Proposal.objects.update(state=Proposal.State.UNCONFIRMED, queued_at=None)
    assert "Titre, résumé" not in client.get(f"{LIST}?etat=toutes").content.decode()
    assert client.get(address(proposal)).status_code == 404


@pytest.mark.parametrize(("state", "count"), [("", 1), ("acceptees", 0), ("refusees", 0), ("toutes", 1)])
def test_states(client, moderator, proposal, state, count):
    assert client.get(LIST, {"etat": state}).content.decode().count("Titre, résumé") == count


def test_the_list_costs_the_same_for_many(client, moderator, proposal, django_assert_max_num_queries):
    for number in range(10):
        sheet = makers.make_initiative(f"Jardin {number}")
        changes = {"title": {"before": sheet.title, "after": "x"}}
        sent = proposals.send(sheet=sheet, contributor=makers.make_contributor(), changes=changes)
        proposals.confirm(proposal=sent)
    with django_assert_max_num_queries(9):
        client.get(LIST)


def test_the_page_of_the_sheet_leads_to_it(client, moderator, proposal):
    shown = client.get(
        reverse("admin:initiatives_initiative_change", args=[proposal.object_id])
    ).content.decode()
    assert address(proposal) in shown


def test_who_may_only_read_does_not_decide(client, proposal):
    user = makers.make_moderator("lecture", ["departement-29"])
    group = user.groups.get()
    group.permissions.remove(*group.permissions.filter(codename="change_proposal"))
    client.force_login(user)
    assert "Accepter" not in page(client, proposal)
    assert client.post(address(proposal), {"seen": "0", "accept": ""}).status_code == 403


def test_its_history_is_that_of_the_sheet(client, moderator, proposal):
    response = client.get(reverse("admin:moderation_proposal_history", args=[proposal.pk]))
    assert response["Location"] == reverse("admin:initiatives_initiative_history", args=[proposal.object_id])


def test_trust_is_given_and_taken_on_the_page_of_a_sheet(client, moderator):
    author = makers.make_contributor()
    sheet = makers.make_initiative(contributor=author)
    decision = "admin:initiatives_initiative_decide"
    client.post(reverse(decision, args=[sheet.pk, "trust"]), {"confirmed": "1"})
    assert Trust.objects.covers(sheet, author)
    change = reverse("admin:initiatives_initiative_change", args=[sheet.pk])
    assert "modifie cette fiche sans relecture" in client.get(change).content.decode()
    client.post(reverse(decision, args=[sheet.pk, "distrust"]), {"confirmed": "1"})
    assert not Trust.objects.exists() and not Message.objects.exists()


def test_the_first_page_says_how_many_wait(client, moderator, proposal):
    index = reverse("admin:index")
    assert (
        f'<a href="{LIST}">Modifications proposées</a></th><td>1</td>' in client.get(index).content.decode()
    )
    decide(client, proposal, button="refuse", answer="Non.")
    assert "Modifications proposées" not in client.get(index).content.decode()
