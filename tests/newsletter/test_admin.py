"""Letters in the admin."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.urls import reverse

from moderation.actions import TransitionRefused
from newsletter import issues
from newsletter.admin.issues import IssueAdmin, IssueForm
from newsletter.models import Issue, MailingList, Subscription
from outbox.models import Message
from tests import makers
from tests.letters import EVERYTHING, MONDAY, READER, draft, mailing_list, news, on, subscriber

pytestmark = pytest.mark.django_db
LISTS = "/admin/newsletter/mailinglist/"
SUBSCRIPTIONS = "/admin/newsletter/subscription/"


@pytest.fixture
def administrator(client):
    user = makers.make_administrator()
    client.force_login(user)
    return user


@pytest.fixture
def moderator(client):
    user = makers.make_moderator()
    client.force_login(user)
    return user


def change(issue):
    return reverse("admin:newsletter_issue_change", args=[issue.pk])


def test_an_administrator_adds_a_list(client, administrator):
    makers.make_commune()
    theme = makers.make_theme()
    data = {
        "name": "Liste de Brest",
        "address": "brest@listes.exemple.fr",
        "where": "Brest, Finistère",
        "about": [theme.pk],
        "told": EVERYTHING,
        "rhythm": "monthly",
        "language": "br",
        "is_open": "on",
        "prefix": "[brest]",
    }
    page = client.post(f"{LISTS}add/", data | {"where": "Nulle part"}).content.decode()
    assert "Nulle part" in page and "vérifiez l’orthographe" in page
    assert client.post(f"{LISTS}add/", data).status_code == 302
    one = MailingList.objects.get()
    assert (one.territories, one.themes, one.kinds) == (["commune-29019", "departement-29"], [theme.pk], [])
    page = client.get(f"{LISTS}{one.pk}/change/").content.decode()
    assert 'value="Brest, Finistère"' in page


def test_a_list_has_no_more_than_five_territories(client, administrator):
    for code in range(6):
        makers.make_department(f"1{code}", f"Ville-{'abcdef'[code]}")
    where = ", ".join(f"departement-1{code}" for code in range(6))
    page = client.post(
        f"{LISTS}add/", {"name": "a", "address": "a@exemple.fr", "where": where}
    ).content.decode()
    assert "5 territoires au plus" in page


def test_moderators_read_lists_and_change_none(client, moderator):
    one = mailing_list()
    page = client.get(f"{LISTS}{one.pk}/change/").content.decode()
    assert one.address in page and 'name="address"' not in page
    assert client.get(f"{LISTS}add/").status_code == 403
    assert client.post(f"{LISTS}{one.pk}/change/", {"address": "pirate@exemple.fr"}).status_code == 403
    assert client.post(f"{LISTS}{one.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_draft_is_read_introduced_and_sent_to_its_list(client, moderator):
    news()
    issue = draft()
    with on(MONDAY):
        client.force_login(moderator)
        page = client.get(change(issue)).content.decode()
        assert "Jardin partagé du Bouguen" in page and "mailto:" in page
        client.post(change(issue), {"introduction": "À samedi\u202f!", "_continue": "1"})
        assert Issue.objects.get().introduction == "À samedi\u202f!" and not Issue.objects.get().is_sent
        page = client.post(change(issue), {"introduction": "À samedi\u202f!", "_mail": "1"}, follow=True)
        assert "La lettre part vers la liste" in page.content.decode()
    sent, message = Issue.objects.get(), Message.objects.get()
    assert sent.sent_by == moderator and message.to == sent.mailing_list.address
    assert "À samedi\u202f!" in message.body


def test_one_sent_by_hand_is_only_noted(client, moderator):
    news()
    issue = draft()
    with on(MONDAY):
        client.force_login(moderator)
        client.post(change(issue), {"introduction": "", "_sent": "1"})
        assert Issue.objects.get().is_sent and not Message.objects.exists()
        assert client.post(change(issue), {"introduction": "Trop tard"}).status_code == 403
        page = client.get(change(issue)).content.decode()
    assert "Envoyer à la liste" not in page and "/lettre/2026-1/" in page


def test_the_group_that_moderates_may_send_letters_and_change_no_list():
    (group,) = Group.objects.filter(name="Modération")
    rights = group.permissions.filter(content_type__app_label="newsletter").values_list("codename", flat=True)
    assert sorted(rights) == ["change_issue", "view_issue", "view_mailinglist"]


def test_before_the_end_of_the_period_nothing_leaves(client, moderator):
    news()
    issue = draft()
    with on(issue.period.end):
        client.force_login(moderator)
        page = client.post(change(issue), {"introduction": "", "_mail": "1"}, follow=True).content.decode()
    assert "La période n’est pas finie" in page and not Message.objects.exists()


@pytest.mark.parametrize(("kind", "sort"), [("txt", "text/plain"), ("eml", "message/rfc822")])
def test_it_can_be_taken_away(client, moderator, kind, sort):
    news()
    answer = client.get(f"/admin/newsletter/issue/{draft().pk}/lettre.{kind}")
    assert answer.status_code == 200 and answer["Content-Type"].startswith(sort)
    assert answer["Content-Disposition"] == f'attachment; filename="lettre-2026-S24.{kind}"'
    assert client.get(f"/admin/newsletter/issue/{Issue.objects.get().pk}/lettre.exe").status_code == 404


def test_a_draft_without_news_says_so(client, moderator):
    page = client.get(change(draft())).content.decode()
    assert "aucune lettre ne part" in page and "Envoyer à la liste" not in page


def test_moderators_know_no_address_of_a_subscriber(client, moderator):
    subscription = subscriber()
    for path in ("", "chiffres/", f"{subscription.pk}/change/"):
        answer = client.get(f"{SUBSCRIPTIONS}{path}")
        assert answer.status_code == 403 and READER not in answer.content.decode()


def test_an_administrator_stops_an_address_that_does_not_answer(client, administrator):
    subscription = subscriber()
    assert READER in client.get(SUBSCRIPTIONS).content.decode()
    assert client.get(f"{SUBSCRIPTIONS}?q={READER}").status_code == 200
    data = {"action": "give_up", "_selected_action": [subscription.pk]}
    client.post(SUBSCRIPTIONS, data)
    assert Subscription.objects.get().state == Subscription.State.STOPPED
    client.post(SUBSCRIPTIONS, data | {"action": "stop"})
    assert not Subscription.objects.exists()


def test_figures_name_nobody(client, administrator):
    subscriber()
    page = client.get(f"{SUBSCRIPTIONS}chiffres/").content.decode()
    assert "Toute la France" in page and READER not in page


def test_a_letter_that_left_meanwhile_stays_sent():
    """Two people, or two clicks, open the draft; the second saves what it read before the first sent it."""
    news()
    issue = draft()
    with on(MONDAY):
        stale = Issue.objects.get(pk=issue.pk)
        issues.send(issue=issue, by=None, mails=True)
        stale.introduction = "Bonjour à toutes et à tous"
        IssueAdmin(Issue, admin.site).save_model(HttpRequest(), stale, IssueForm(), change=True)
        kept = Issue.objects.get()
        assert kept.is_sent and kept.introduction == "" and kept.message is not None
        assert kept.message.headers == {"Auto-Submitted": "auto-generated"}
        with pytest.raises(TransitionRefused):
            issues.send(issue=stale, by=None, mails=True)
