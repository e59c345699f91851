from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from initiatives.models import Initiative, KeyCount, Listing, Pin, Tag
from initiatives.models.listing import VERIFIED
from moderation.models import Revision
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moderator(client):
    client.force_login(makers.make_moderator())


def save(client, sheet, **changes):
    url = reverse("admin:initiatives_initiative_change", args=[sheet.pk])
    return client.post(url, filled(client, url) | changes)


def names(sheet):
    return sorted(tag.name for tag in sheet.tags.all())


def test_tags_are_one_whatever_accents_and_case(client):
    makers.make_tag("École")
    sheet = makers.make_initiative(tags=["jardin"])
    assert save(client, sheet, tag_names="ecole, ÉCOLE ,  Compost , ,#compost").status_code == 302
    assert names(sheet) == ["Compost", "École"]
    assert KeyCount.objects.get(key=f"tag:{Tag.objects.get(key='ecole').pk}").count == 1
    assert not KeyCount.objects.filter(key=f"tag:{Tag.objects.get(key='jardin').pk}").exists()


def test_all_tags_can_be_taken_away(client):
    sheet = makers.make_initiative(tags=["jardin"])
    save(client, sheet, tag_names="")
    assert names(sheet) == []


def test_other_themes_never_hold_the_main_one(client):
    food, health = makers.make_theme(), makers.make_theme("sante", "Santé")
    sheet = makers.make_initiative(theme=food)
    save(client, sheet, other_themes=[food.pk, health.pk])
    assert list(sheet.themes.all()) == [health]
    save(client, sheet, main_theme=health.pk)
    assert list(Initiative.objects.get().themes.all()) == []
    assert KeyCount.objects.get(key=f"theme:{health.pk}").count == 1


def test_themes_and_tags_are_in_the_version_kept(client):
    sheet = makers.make_initiative()
    save(client, sheet, tag_names="compost", other_themes=[makers.make_theme("sante", "Santé").pk])
    assert Revision.objects.first().data["tags"] == ["compost"]
    assert Revision.objects.first().data["themes"] == ["sante"]


def test_the_day_of_a_verification_is_kept_and_makes_the_sheet_one_of_those_verified(client):
    sheet = makers.make_initiative()
    assert save(client, sheet, verified_at="2026-03-14").status_code == 302
    assert Initiative.objects.get().verified_at == date(2026, 3, 14)
    assert Revision.objects.first().data["verified_at"] == "2026-03-14"
    assert KeyCount.objects.number(VERIFIED) == 1
    assert Listing.objects.filter(keys__contains=[VERIFIED]).count() == 1
    assert Pin.objects.filter(keys__contains=[VERIFIED]).count() == 1
    preview = client.get(reverse("admin:initiatives_initiative_preview", args=[sheet.pk]))
    assert "<dt>Fiche vérifiée</dt><dd>en mars 2026</dd>" in preview.content.decode()
    save(client, sheet, verified_at="")
    assert Initiative.objects.get().verified_at is None
    assert KeyCount.objects.number(VERIFIED) == 0


@pytest.mark.parametrize(("days", "accepted"), [(0, True), (1, False), (10_000, False)])
def test_a_verification_is_not_to_come(client, days, accepted):
    sheet = makers.make_initiative()
    day = timezone.localdate() + timedelta(days=days)
    page = save(client, sheet, verified_at=day.isoformat())
    assert (page.status_code == 302) == accepted
    assert (Initiative.objects.get().verified_at == day) == accepted
    assert accepted or "Cette date est à venir" in page.content.decode()
