"""Decisions in the admin, one by one and several at once."""

import pytest
from django.urls import reverse

from initiatives.models import Initiative
from moderation import actions
from moderation.admin import deciding
from moderation.admin.decisions import DECISIONS
from moderation.models import Revision, Status
from outbox.models import Message
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db

LIST = "/admin/initiatives/initiative/"


@pytest.fixture
def moderator(client):
    user = makers.make_moderator()
    client.force_login(user)
    return user


def decide(sheet, name):
    return reverse("admin:initiatives_initiative_decide", args=[sheet.pk, name])


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize(
    ("name", "status", "reached"),
    [
        ("publish", "pending", "published"),
        ("refuse", "pending", "refused"),
        ("enqueue", "refused", "pending"),
        ("archive", "published", "archived"),
        ("verify", "published", "published"),
        ("restore", "archived", "published"),
        ("restore", "withdrawn", "published"),
    ],
)
def test_each_decision_has_a_page_that_asks_once_more(client, moderator, name, status, reached):
    sheet = makers.make_initiative(status=status)
    asked = client.get(decide(sheet, name))
    assert DECISIONS[name].effect in asked.content.decode()
    sheet.refresh_from_db()
    assert sheet.status == status
    client.post(decide(sheet, name), {"confirmed": "1", "reason": "Une raison."})
    sheet.refresh_from_db()
    assert sheet.status == reached
    version = Revision.objects.filter(object_id=sheet.pk).first()
    assert (version.role, version.user) == ("moderator", moderator)


def test_a_question_leaves_the_sheet_in_the_queue_and_shows_on_its_page(client, moderator):
    contributor = makers.make_contributor("camille@exemple.fr")
    sheets = [
        makers.make_initiative(title, status=Status.PENDING, contributor=contributor)
        for title in ("Un", "Deux")
    ]
    response = client.post(
        decide(sheets[0], "ask"), {"confirmed": "1", "reason": "Quel jour\u202f?"}, follow=True
    )
    assert said(response) == ["«\u00a0Un\u00a0»\u00a0: fiche en attente d’une réponse."]
    assert [message.subject for message in Message.objects.filter(to="camille@exemple.fr")] == [
        "Une question sur votre fiche\u00a0: Un"
    ]
    page = client.get(reverse("admin:initiatives_initiative_change", args=[sheets[0].pk])).content.decode()
    assert "Quel jour\u202f?" in page and "Pas encore de réponse." in page
    data = {
        "action": "decide_ask",
        "_selected_action": [sheet.pk for sheet in sheets],
        "confirmed": "1",
        "reason": "Quel jour\u202f?",
    }
    assert said(client.post(LIST, data, follow=True)) == ["2 fiches en attente d’une réponse."]
    assert set(Initiative.objects.values_list("status", flat=True)) == {"pending"}


def test_nobody_is_asked_about_a_sheet_without_author(client, moderator):
    sheet = makers.make_initiative(status=Status.PENDING)
    page = client.get(reverse("admin:initiatives_initiative_change", args=[sheet.pk])).content.decode()
    assert "Poser une question" not in page
    response = client.post(
        decide(sheet, "ask"), {"confirmed": "1", "reason": "Quel jour\u202f?"}, follow=True
    )
    assert "n’est plus possible" in said(response)[0]


def test_the_author_gets_the_reason_by_mail(client, moderator):
    contributor = makers.make_contributor("camille@exemple.fr")
    sheet = makers.make_initiative(status=Status.PENDING, contributor=contributor)
    client.post(decide(sheet, "refuse"), {"reason": "Dites où se trouve le jardin."})
    message = Message.objects.get()
    assert message.to == "camille@exemple.fr"
    assert "Dites où se trouve le jardin." in message.body


def test_a_refusal_without_reason_is_asked_again(client, moderator):
    sheet = makers.make_initiative(status=Status.PENDING)
    page = client.post(decide(sheet, "refuse"), {"reason": "  "}).content.decode()
    assert "Écrivez le motif" in page
    sheet.refresh_from_db()
    assert sheet.status == Status.PENDING


def test_a_decision_taken_meanwhile_by_somebody_else_is_said(client, moderator):
    sheet = makers.make_initiative(status=Status.PUBLISHED)
    response = client.post(decide(sheet, "publish"), follow=True)
    assert said(response) == [
        "«\u00a0Jardin partagé du Bouguen\u00a0» est publiée\u00a0: «\u00a0Publier\u00a0» n’est plus possible."
    ]


def test_an_unknown_decision_does_not_exist(client, moderator):
    assert client.get(decide(makers.make_initiative(), "explode")).status_code == 404


def test_what_its_author_has_not_confirmed_is_not_put_in_the_queue(client, moderator):
    sent = makers.make_initiative("A", status=Status.UNCONFIRMED, contributor=makers.make_contributor())
    imported = makers.make_initiative("B", status=Status.UNCONFIRMED)
    for sheet in (sent, imported):
        client.post(decide(sheet, "enqueue"), {"confirmed": "1"})
    assert dict(Initiative.objects.values_list("title", "status")) == {"A": "unconfirmed", "B": "pending"}


def test_a_button_saves_and_publishes(client, moderator):
    sheet = makers.make_initiative(status=Status.PENDING)
    url = reverse("admin:initiatives_initiative_change", args=[sheet.pk])
    data = filled(client, url) | {"summary": "Un meilleur résumé.", "_publish": "Enregistrer et publier"}
    response = client.post(url, data, follow=True)
    assert said(response) == ["«\u00a0Jardin partagé du Bouguen\u00a0»\u00a0: fiche publiée."]
    sheet.refresh_from_db()
    assert (sheet.status, sheet.summary) == (Status.PUBLISHED, "Un meilleur résumé.")
    assert list(Revision.objects.values_list("action", flat=True))[:2] == ["publish", "amend"]


def test_the_button_publishes_nothing_while_the_form_has_a_fault(client, moderator):
    sheet = makers.make_initiative(status=Status.PENDING)
    url = reverse("admin:initiatives_initiative_change", args=[sheet.pk])
    response = client.post(url, filled(client, url) | {"title": "", "_publish": "1"})
    assert response.status_code == 200
    sheet.refresh_from_db()
    assert sheet.status == Status.PENDING


def test_the_page_of_a_sheet_offers_what_is_possible(client, moderator):
    offered = {}
    for status in (Status.PENDING, Status.PUBLISHED, Status.REFUSED, Status.ARCHIVED):
        sheet = makers.make_initiative(status=status)
        context = client.get(reverse("admin:initiatives_initiative_change", args=[sheet.pk])).context
        names = [decision.name for decision in context["saving_decisions"]]
        offered[status] = names + [decision.name for decision, _ in context["other_decisions"]]
    assert offered == {
        Status.PENDING: ["publish", "refuse"],
        Status.PUBLISHED: ["verify", "archive"],
        Status.REFUSED: ["enqueue"],
        Status.ARCHIVED: ["restore"],
    }


def bulk(client, name, sheets, **more):
    data = {"action": f"decide_{name}", "_selected_action": [sheet.pk for sheet in sheets]}
    return client.post(f"{LIST}?statut=toutes", data | more, follow=True)


def test_several_are_asked_about_once_then_decided(client, moderator):
    sheets = [makers.make_initiative(f"Jardin {n}", status=Status.PENDING) for n in range(3)]
    published = makers.make_initiative("Déjà là")
    asked = bulk(client, "publish", [*sheets, published])
    assert asked.context["title"] == "Publier\u00a0: 3 fiches"
    assert asked.context["left_out"] == 1
    assert "Une des fiches choisies n’est pas concernée" in asked.content.decode()
    assert Initiative.objects.published().count() == 1
    done = bulk(client, "publish", sheets, confirmed="1")
    assert said(done) == ["3 fiches publiées."]
    assert Initiative.objects.published().count() == 4


def test_several_are_refused_with_one_reason(client, moderator):
    sheets = [
        makers.make_initiative(f"Jardin {n}", status=Status.PENDING, contributor=makers.make_contributor())
        for n in range(2)
    ]
    asked_again = bulk(client, "refuse", sheets, confirmed="1", reason="")
    assert "Écrivez le motif" in asked_again.content.decode()
    bulk(client, "refuse", sheets, confirmed="1", reason="Hors sujet.")
    assert set(Initiative.objects.values_list("status", "refusal_reason")) == {("refused", "Hors sujet.")}
    assert Message.objects.count() == 2


def test_a_sheet_that_moved_meanwhile_leaves_the_others_done(client, moderator, monkeypatch):
    sheets = [makers.make_initiative(f"Jardin {n}", status=Status.PENDING) for n in range(3)]
    publish = actions.publish

    def publish_one_less(*, sheet, by):
        if sheet.title == "Jardin 1":
            raise actions.TransitionRefused(
                "«\u00a0Jardin 1\u00a0» est refusée\u00a0: publication impossible."
            )
        return publish(sheet=sheet, by=by)

    decision = DECISIONS["publish"]
    monkeypatch.setitem(vars(decision), "act", publish_one_less)
    done = bulk(client, "publish", sheets, confirmed="1")
    assert said(done) == [
        "2 fiches publiées.",
        "«\u00a0Jardin 1\u00a0» est refusée\u00a0: publication impossible.",
    ]
    assert Initiative.objects.published().count() == 2


def test_a_sheet_deleted_meanwhile_is_said(client, moderator):
    sheet = makers.make_initiative(status=Status.PENDING)
    gone = Initiative.objects.get(pk=sheet.pk)
    sheet.delete()
    outcome = DECISIONS["publish"].take([gone], by=None)
    assert outcome.done == []
    assert outcome.refusals == ["«\u00a0Jardin partagé du Bouguen\u00a0» n’existe plus."]


def test_too_many_at_once_are_refused(client, moderator, monkeypatch):
    monkeypatch.setattr(deciding, "AT_ONCE", 2)
    sheets = [makers.make_initiative(f"Jardin {n}", status=Status.PENDING) for n in range(3)]
    response = bulk(client, "publish", sheets, confirmed="1")
    assert said(response) == ["Choisissez au plus 2 fiches à la fois."]
    assert not Initiative.objects.published().exists()


def test_what_is_possible_for_none_is_said(client, moderator):
    response = bulk(client, "archive", [makers.make_initiative(status=Status.PENDING)])
    assert said(response) == ["«\u00a0Archiver\u00a0» n’est possible pour aucune des fiches choisies."]


@pytest.mark.parametrize("number", ["abc", "-1", "9" * 30, "1 OR 1=1"])
def test_numbers_that_are_none_are_refused(client, moderator, number):
    makers.make_initiative(status=Status.PENDING)
    response = client.post(LIST, {"action": "decide_publish", "_selected_action": [number], "confirmed": "1"})
    assert response.status_code == 400


def test_whoever_may_only_read_decides_nothing(client, moderator):
    rights = moderator.groups.get().permissions
    rights.set(rights.filter(codename__startswith="view_"))
    sheet = makers.make_initiative(status=Status.PENDING)
    page = client.get(reverse("admin:initiatives_initiative_change", args=[sheet.pk]))
    assert page.context["saving_decisions"] == page.context["other_decisions"] == []
    assert client.post(decide(sheet, "publish")).status_code == 403
    bulk(client, "publish", [sheet], confirmed="1")
    sheet.refresh_from_db()
    assert sheet.status == Status.PENDING


def test_titles_are_text_in_messages_and_on_pages(client, moderator):
    """Case 30 of security.md."""
    sheet = makers.make_initiative("<img src=x onerror=alert(1)>", status=Status.PENDING)
    pages = [
        client.get(LIST),
        client.get("/admin/"),
        client.get(decide(sheet, "refuse")),
        client.get(reverse("admin:initiatives_initiative_change", args=[sheet.pk])),
        client.get(reverse("admin:initiatives_initiative_history", args=[sheet.pk])),
        client.get(reverse("admin:initiatives_initiative_preview", args=[sheet.pk])),
        client.post(decide(sheet, "publish"), follow=True),
    ]
    for page in pages:
        html = page.content.decode()
        assert "<img src=x" not in html
        assert "&lt;img src=x" in html
