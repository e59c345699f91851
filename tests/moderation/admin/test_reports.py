"""Reports in the admin; case 43 of security.md for them."""

import pytest
from django.urls import reverse

from moderation import reports
from moderation.models import Report
from outbox.models import Message
from tests import makers
from tests.moderation.admin.test_territories import moderation_group

pytestmark = pytest.mark.django_db
LIST = "/admin/moderation/report/"


@pytest.fixture
def moderator(client):
    """Return a moderator of the Finistère, logged in, with the rights of the group « Modération »."""
    makers.make_commune()
    user = makers.make_moderator("finistere", ["departement-29"])
    user.groups.get().permissions.set(moderation_group().permissions.all())
    client.force_login(user)
    return user


def reported(title="Jardin de Brest", email="", **place):
    sheet = makers.make_initiative(title, **place)
    return reports.send(sheet=sheet, kind="place", text=f"Le lieu de {title} est faux.", email=email)


def change(report):
    return reverse("admin:moderation_report_change", args=[report.pk])


def test_a_report_is_read_answered_and_closed(client, moderator):
    report = reported(email="dominique@exemple.fr")
    Message.objects.all().delete()
    front = client.get("/admin/").content.decode()
    assert f'<a href="{LIST}">Signalements</a>' in front
    assert "Jardin de Brest" in client.get(LIST).content.decode()
    page = client.get(change(report)).content.decode()
    assert "Le lieu de Jardin de Brest est faux." in page
    assert "dominique@exemple.fr" not in page
    client.post(change(report), {"answer": "C’est corrigé."})
    report.refresh_from_db()
    assert (report.answer, report.closed_by) == ("C’est corrigé.", moderator)
    assert Message.objects.get().to == "dominique@exemple.fr"
    assert "Jardin de Brest" not in client.get(LIST).content.decode()
    assert "Jardin de Brest" in client.get(f"{LIST}?etat=traites").content.decode()
    assert "1 signalement" not in client.get("/admin/").content.decode()


def test_a_closed_report_is_not_changed(client, moderator):
    report = reported()
    client.post(change(report), {"answer": "Une fois."})
    assert client.post(change(report), {"answer": "Deux fois."}).status_code == 403
    report.refresh_from_db()
    assert report.answer == "Une fois."


def test_the_page_of_the_sheet_shows_it(client, moderator):
    report = reported()
    page = client.get(
        reverse("admin:initiatives_initiative_change", args=[report.object_id])
    ).content.decode()
    assert change(report) in page


def test_43_reports_of_another_territory_are_out_of_reach(client, moderator):
    report = reported("Jardin de Paris", commune=makers.make_paris(), position=None)
    for path in (LIST, f"{LIST}?etat=tous", f"{LIST}?q=Paris"):
        assert "Jardin de Paris" not in client.get(path).content.decode()
    for page in ("change", "history", "delete"):
        address = reverse(f"admin:moderation_report_{page}", args=[report.pk])
        assert client.get(address).status_code in (302, 403, 404)
        assert client.post(address, {"answer": "Non", "post": "yes"}).status_code in (302, 403, 404)
    assert client.get(f"{LIST}add/").status_code == 403
    report = Report.objects.get()
    assert (report.closed_at, report.answer) == (None, "")
