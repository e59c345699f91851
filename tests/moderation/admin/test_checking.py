"""The list of points on the page of a sheet, and the texts that coordinators keep."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.urls import reverse

from contributors.models import User
from moderation.models import CannedReason, CharterPoint, CharterTick, Status
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(client):
    client.force_login(makers.make_moderator("anne"))
    CharterPoint.objects.all().delete()
    for rank in (1, 2):
        CharterPoint.objects.create(text=f"Point {rank}", rank=rank)
    return makers.make_initiative(status=Status.PENDING)


def address(sheet, page):
    return reverse(f"admin:initiatives_initiative_{page}", args=[sheet.pk])


def test_ticks_are_kept_with_who_made_them(client, sheet):
    first, second = CharterPoint.objects.all()
    response = client.post(address(sheet, "charter"), {"points": [first.pk]}, follow=True)
    page = response.content.decode()
    assert "Les points vérifiés sont notés." in page
    assert f'value="{first.pk}" checked' in page and f'value="{second.pk}" checked' not in page
    assert f'name="were" value="{first.pk}"' in page
    client.post(address(sheet, "charter"), {"points": [second.pk], "were": [first.pk]})
    assert [tick.point for tick in CharterTick.objects.all()] == [second]


def test_a_script_gets_a_short_answer(client, sheet):
    point = CharterPoint.objects.first()
    response = client.post(
        address(sheet, "charter"), {"points": [point.pk]}, headers={"X-Requested-With": "fetch"}
    )
    assert (response.status_code, response.content) == (204, b"")
    assert CharterTick.objects.get().point == point


def test_one_who_takes_them_in_turn_stays_in_turn(client, sheet):
    response = client.post(address(sheet, "charter") + "?suite=1", {})
    assert response.headers["Location"] == address(sheet, "change") + "?suite=1"


def test_without_points_there_is_no_list(client, sheet):
    CharterPoint.objects.all().delete()
    assert "Points à vérifier" not in client.get(address(sheet, "change")).content.decode()


def test_a_point_is_text(client, sheet):
    CharterPoint.objects.create(text="<script>alert(1)</script>")
    page = client.get(address(sheet, "change")).content.decode()
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page


# --- Whoever coordinates keeps the points and the texts ---


def test_the_first_points_and_texts_come_with_the_site():
    CharterPoint.objects.all().delete()
    CannedReason.objects.all().delete()
    import_module("moderation.migrations.0013_desk").write_texts(apps, None)
    assert CharterPoint.objects.asked().count() == 8
    assert set(CannedReason.objects.values_list("use", flat=True)) == set(CannedReason.Use)
    for one in (*CharterPoint.objects.all(), *CannedReason.objects.all()):
        one.full_clean()


@pytest.mark.parametrize("model", ["charterpoint", "cannedreason"])
def test_coordinators_change_them_and_moderators_read_them(client, model):
    import_module("moderation.migrations.0002_moderators").make_group(apps, None)
    import_module("moderation.migrations.0013_desk").give_rights(apps, None)
    for name, status in (("Modération", 403), ("Coordination nationale", 200)):
        user = User.objects.create_user(name, is_staff=True)
        user.groups.add(Group.objects.get(name=name))
        client.force_login(user)
        assert client.get(reverse(f"admin:moderation_{model}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:moderation_{model}_add")).status_code == status
    rights = set(
        Group.objects.get(name="Coordination nationale").permissions.values_list("codename", flat=True)
    )
    assert {"change_initiative", f"delete_{model}"} <= rights


def test_a_text_is_added(client):
    client.force_login(makers.make_administrator())
    url = reverse("admin:moderation_cannedreason_add")
    client.post(url, filled(client, url) | {"use": "ask", "title": "Un\u200btitre", "text": "Un texte."})
    added = CannedReason.objects.get(title="Untitre")
    assert (added.use, added.text) == ("ask", "Un texte.")
