"""What the pages of the directory have in common in the admin."""

import pytest
from django.contrib import admin
from django.urls import reverse

from initiatives.models import Actor, Initiative, Tag, Theme
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moderator(client):
    client.force_login(makers.make_administrator())


@pytest.mark.parametrize("model", [Initiative, Actor, Tag, Theme])
def test_lists_and_forms_open(client, model):
    sheet = makers.make_initiative(tags=["jardin"], actors=[makers.make_actor()])
    prefix = f"admin:initiatives_{model._meta.model_name}"
    numbers = {Initiative: sheet.pk, Tag: sheet.tags.get().pk, Theme: sheet.main_theme.pk}
    number = numbers.get(model, Actor.objects.first().pk)
    for page, args in (("changelist", []), ("add", []), ("change", [number])):
        assert client.get(reverse(f"{prefix}_{page}", args=args)).status_code == 200
    assert client.get(reverse(f"{prefix}_changelist") + "?q=a&statut=toutes", follow=True).status_code == 200


def test_regions_filter_sheets_and_actors(client):
    makers.make_initiative("À Brest")
    makers.make_initiative("À Paris", commune=makers.make_paris(), position=None)
    makers.make_actor("De Paris", commune=makers.make_paris())
    sheets = client.get("/admin/initiatives/initiative/?statut=toutes&region=region-11")
    assert [sheet.title for sheet in sheets.context["cl"].result_list] == ["À Paris"]
    actors = client.get("/admin/initiatives/actor/?statut=toutes&region=region-11")
    assert [actor.name for actor in actors.context["cl"].result_list] == ["De Paris"]
    all_of_them = client.get("/admin/initiatives/initiative/?statut=toutes&region=region-99")
    assert len(all_of_them.context["cl"].result_list) == 2


@pytest.mark.parametrize("kind", ["actor", "tag"])
def test_the_number_of_queries_of_a_list_does_not_grow(client, django_assert_max_num_queries, kind):
    counts = []
    for start, end in ((0, 10), (10, 120)):
        for number in range(start, end):
            if kind == "tag":
                makers.make_tag(f"étiquette {number}", theme=makers.make_theme())
            else:
                Actor.objects.create(
                    name=f"Acteur {number}", kind="association", commune=makers.make_commune()
                )
        with django_assert_max_num_queries(8) as captured:
            client.get(reverse(f"admin:initiatives_{kind}_changelist") + "?statut=toutes")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_actors_are_found_whatever_accents_and_case(client):
    makers.make_actor("Écoles d’Été")
    response = client.get("/admin/initiatives/actor/?q=ETE+ecole")
    assert [actor.name for actor in response.context["cl"].result_list] == ["Écoles d’Été"]


def test_nothing_of_a_list_counts_the_whole_table():
    for page in admin.site._registry.values():
        if page.opts.app_label in ("initiatives", "contributors", "outbox", "places"):
            assert page.show_full_result_count is False or page.opts.model_name in ("user",)
            assert page.show_facets is admin.ShowFacets.NEVER or page.opts.model_name in ("user", "theme")


def test_an_actor_named_twice_in_one_role_is_refused(client):
    actor = makers.make_actor()
    sheet = makers.make_initiative(actors=[actor])
    url = reverse("admin:initiatives_initiative_change", args=[sheet.pk])
    twice = {
        "participations-TOTAL_FORMS": "2",
        "participations-1-actor": actor.pk,
        "participations-1-role": "porte",
        "participations-1-initiative": sheet.pk,
    }
    assert client.post(url, filled(client, url) | twice).status_code == 200
    assert sheet.participations.count() == 1
