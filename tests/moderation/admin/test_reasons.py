"""Ready texts and missing points, in refusals, questions and answers to reports."""

import pytest
from django.urls import reverse

from moderation import charter, reports
from moderation.admin.reasons import with_text
from moderation.models import CannedReason, CharterPoint, Question, Report, Status
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client):
    user = makers.make_moderator("anne")
    client.force_login(user)
    return user


@pytest.fixture
def texts():
    CannedReason.objects.all().delete()
    return {
        use: CannedReason.objects.create(use=use, title=f"Pour {use}", text=f"Texte pour {use}.")
        for use in CannedReason.Use.values
    }


@pytest.fixture
def points():
    CharterPoint.objects.all().delete()
    return [
        CharterPoint.objects.create(text="Un lieu.", missing="Où est-ce\u202f?", rank=1),
        CharterPoint.objects.create(text="Un résumé.", rank=2),
    ]


@pytest.fixture
def sheet():
    return makers.make_initiative(status=Status.PENDING, contributor=makers.make_contributor())


def decide(sheet, name):
    return reverse("admin:initiatives_initiative_decide", args=[sheet.pk, name])


def reason(sheet):
    sheet.refresh_from_db()
    return sheet.refusal_reason


def test_each_decision_offers_its_own_texts(client, moderator, texts, sheet):
    for name, status in (("refuse", "pending"), ("ask", "pending"), ("archive", "published")):
        one = sheet if status == "pending" else makers.make_initiative("Autre")
        page = client.get(decide(one, name)).content.decode()
        assert [use for use in texts if f"Pour {use}" in page] == [name]
        assert f'"Texte pour {name}."' in page


def test_publishing_offers_none(client, moderator, texts, points, sheet):
    page = client.get(decide(sheet, "publish")).content.decode()
    assert "Texte tout prêt" not in page and "Points de la charte à compléter" not in page


def test_what_is_chosen_is_sent_alone(client, moderator, texts, points, sheet):
    data = {"canned": texts["refuse"].pk, "points": [point.pk for point in points], "reason": " "}
    client.post(decide(sheet, "refuse"), data)
    assert reason(sheet) == "Texte pour refuse.\n\n- Où est-ce\u202f?\n- Un résumé."


def test_what_is_chosen_follows_what_is_written_once(client, moderator, texts, sheet):
    data = {"canned": texts["refuse"].pk, "reason": "Bonjour."}
    client.post(decide(sheet, "refuse"), data)
    assert reason(sheet) == "Bonjour.\n\nTexte pour refuse."
    assert with_text("Un.\r\n\r\nDeux.", "Deux.", "") == "Un.\n\nDeux."


def test_a_button_inserts_without_deciding(client, moderator, texts, points, sheet):
    data = {
        "canned": texts["ask"].pk,
        "points": [points[0].pk],
        "reason": "Bonjour <b>Camille</b>.",
        "_insert": "1",
    }
    page = client.post(decide(sheet, "ask"), data).content.decode()
    assert "Bonjour &lt;b&gt;Camille&lt;/b&gt;.\n\nTexte pour ask.\n\n- Où est-ce\u202f?</textarea>" in page
    assert "errorlist" not in page
    assert not Question.objects.exists()


def test_only_points_that_nobody_ticked_are_offered(client, moderator, points, sheet):
    charter.tick(sheet=sheet, user=moderator, points=[str(points[0].pk)])
    page = client.get(decide(sheet, "refuse")).content.decode()
    assert "Un résumé." in page and "Un lieu." not in page
    charter.tick(sheet=sheet, user=moderator, points=[str(points[1].pk)])
    assert "Points de la charte à compléter" not in client.get(decide(sheet, "refuse")).content.decode()


def test_several_sheets_have_no_points(client, moderator, texts, points, sheet):
    data = {"action": "decide_refuse", "_selected_action": [sheet.pk]}
    url = "/admin/initiatives/initiative/"
    page = client.post(url, data).content.decode()
    assert "Pour refuse" in page and "Points de la charte à compléter" not in page
    page = client.post(
        url, data | {"confirmed": "1", "_insert": "1", "canned": texts["refuse"].pk}
    ).content.decode()
    assert "Texte pour refuse.</textarea>" in page
    client.post(url, data | {"confirmed": "1", "canned": texts["refuse"].pk})
    assert reason(sheet) == "Texte pour refuse."


@pytest.mark.parametrize("sent", ["x", "999999", "9" * 40, "\u0663", "-1"])
def test_a_text_that_does_not_exist_is_said(client, moderator, texts, points, sheet, sent):
    for name in ("canned", "points"):
        response = client.post(decide(sheet, "refuse"), {name: sent, "reason": "Bonjour."})
        assert response.status_code == 200
        assert name in response.context["form"].errors
    assert client.post(decide(sheet, "refuse"), {"canned": sent, "_insert": "1"}).status_code == 200
    assert reason(sheet) == ""


def test_a_text_for_another_use_is_not_sent(client, moderator, texts, sheet):
    client.post(decide(sheet, "refuse"), {"canned": texts["ask"].pk})
    assert reason(sheet) == ""


def test_together_they_may_be_too_long(client, moderator, texts, sheet):
    texts["refuse"].text = "a" * 1990
    texts["refuse"].save()
    page = client.post(decide(sheet, "refuse"), {"canned": texts["refuse"].pk, "reason": "b" * 100})
    assert "trop long" in page.content.decode()
    assert reason(sheet) == ""


def test_an_answer_to_a_report_may_be_ready(client, moderator, texts):
    for written, answer in (("", "Texte pour report."), ("Bonjour.", "Bonjour.\n\nTexte pour report.")):
        report = reports.send(sheet=makers.make_initiative(), kind="place", text=f"Faux. {written}")
        url = reverse("admin:moderation_report_change", args=[report.pk])
        page = client.get(url).content.decode()
        assert "Pour report" in page and "Pour refuse" not in page
        client.post(url, filled(client, url) | {"canned": texts["report"].pk, "answer": written})
        report.refresh_from_db()
        assert report.answer == answer
    closed = client.get(reverse("admin:moderation_report_change", args=[Report.objects.latest("pk").pk]))
    assert closed.status_code == 200 and "Texte tout prêt" not in closed.content.decode()
