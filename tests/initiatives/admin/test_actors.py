import pytest
from django.urls import reverse

from initiatives.models import Actor, ActorListing, KeyCount, Membership
from moderation.models import FormerSlug, Revision, Status
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moderator(client):
    client.force_login(makers.make_moderator())


def save(client, actor, **changes):
    url = reverse("admin:initiatives_actor_change", args=[actor.pk])
    return client.post(url, filled(client, url) | changes)


def test_an_actor_made_here_joins_the_queue(client):
    url = reverse("admin:initiatives_actor_add")
    commune = makers.make_commune()
    client.post(
        url, filled(client, url) | {"name": "Les Mains vertes", "kind": "association", "commune": commune.pk}
    )
    actor = Actor.objects.get()
    assert (actor.status, actor.slug, actor.commune) == (Status.PENDING, "les-mains-vertes", commune)
    assert Revision.objects.get().role == "moderator"


def test_a_change_of_kind_is_counted_at_once(client):
    actor = makers.make_actor()
    makers.make_initiative(actors=[actor])
    assert KeyCount.objects.get(key="type:association").count == 1
    assert save(client, actor, kind="ecole", links="https://exemple.fr/ | Le site").status_code == 302
    assert not KeyCount.objects.filter(key="type:association").exists()
    assert KeyCount.objects.get(key="type:ecole").count == 1
    assert Actor.objects.get().links == [{"url": "https://exemple.fr/", "title": "Le site"}]


def test_a_new_address_keeps_the_former_one(client):
    actor = makers.make_actor()
    save(client, actor, slug="jardins-du-bouguen")
    assert FormerSlug.objects.owner_of(Actor, "les-jardins-du-bouguen") == actor
    page = save(client, actor, slug="proposer")
    assert "réservée" in " ".join(page.context["adminform"].form.errors["slug"])


def test_networks_are_chosen_and_kept_in_the_version(client):
    actor, network = makers.make_actor(), makers.make_actor("Anim’", kind="reseau")
    rows = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-network": network.pk,
        "memberships-0-actor": actor.pk,
    }
    save(client, actor, **rows)
    assert Membership.objects.get().network == network
    assert Revision.objects.first().data["networks"] == [network.slug]


def test_an_actor_is_not_a_network_of_itself(client):
    actor = makers.make_actor()
    rows = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-network": actor.pk,
        "memberships-0-actor": actor.pk,
    }
    assert save(client, actor, **rows).status_code == 200
    assert not Membership.objects.exists()


def test_what_it_knows_and_where_it_acts_are_kept_in_the_version(client):
    actor, theme = makers.make_actor(commune=makers.make_commune()), makers.make_theme()
    told = {"theme_choices": [theme.pk], "skill_names": "animation, Compost", "territory": "Finistère"}
    assert save(client, actor, **told).status_code == 302
    data = Revision.objects.first().data
    assert (data["themes"], data["skills"], data["territory"]) == (
        [theme.slug],
        ["Compost", "animation"],
        "departement-29",
    )
    assert f"theme:{theme.pk}" in ActorListing.objects.get().keys
    assert save(client, actor).status_code == 302
    actor.refresh_from_db()
    assert actor.territory == "departement-29" and actor.skills.count() == 2


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("territory", "Nulle part", "est inconnu"),
        ("territory", "Brest", "Plusieurs territoires"),
        ("name", "Camille (arobase) exemple.fr", "adresse électronique"),
        ("summary", "camille@exemple.fr", "adresse électronique"),
    ],
)
def test_what_is_typed_wrong_is_told(client, field, typed, said):
    makers.make_commune()
    makers.make_commune("93066", "Brest", department=makers.make_department("93", "Autre"))
    page = save(client, makers.make_actor(), **{field: typed})
    assert said in " ".join(page.context["adminform"].form.errors[field])


def test_a_territory_whose_name_several_have_is_edited_as_its_token(client):
    makers.make_commune()
    makers.make_commune("93066", "Brest", department=makers.make_department("93", "Autre"))
    actor = makers.make_actor(territory="commune-29019")
    assert save(client, actor, summary="Autre.").status_code == 302
    actor.refresh_from_db()
    assert actor.territory == "commune-29019" and actor.summary == "Autre."


def test_a_ring_of_networks_is_refused(client):
    inner, outer = makers.make_actor("Étroit", kind="reseau"), makers.make_actor("Large", kind="reseau")
    Membership.objects.create(actor=inner, network=outer)
    rows = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-network": inner.pk,
        "memberships-0-actor": outer.pk,
    }
    page = save(client, outer, **rows)
    assert "fait déjà partie de cet acteur" in str(page.context["inline_admin_formsets"][0].formset.errors)
    assert Membership.objects.count() == 1


def test_an_actor_that_acts_in_a_territory_is_moderated_there(client):
    makers.make_commune(), makers.make_paris()
    there = makers.make_actor("Agit ici", territory="commune-29019")
    makers.make_actor("Agit ailleurs", territory="departement-75")
    moderator = makers.make_moderator("finistere", territories=["departement-29"])
    assert list(Actor.objects.moderated_by(moderator)) == [there]
    client.force_login(moderator)
    assert save(client, there, territory="Brest Métropole").status_code == 302
    page = save(client, there, territory="Paris (département)")
    assert page.status_code == 200


def test_a_moderator_of_some_themes_looks_after_actors_of_these_and_of_none():
    food, health = makers.make_theme(), makers.make_theme("sante", "Santé")
    one, two, none = (makers.make_actor(name) for name in ("Un", "Deux", "Sans"))
    one.themes.set([food]), two.themes.set([health])
    assert set(Actor.objects.within_themes(["alimentation"])) == {one, none}


def test_nothing_becomes_the_page_of_a_person_here_nor_the_reverse(client):
    actor = makers.make_actor()
    person = makers.make_actor("Camille Le Goff", kind="personne")
    for sheet, kind in ((actor, "personne"), (person, "association")):
        page = save(client, sheet, kind=kind, name="Jean Dupont")
        assert "l’a demandée" in " ".join(page.context["adminform"].form.errors["kind"])
        sheet.refresh_from_db()
        assert sheet.name != "Jean Dupont"
    assert save(client, person, summary="Jardinière.").status_code == 302
    url = reverse("admin:initiatives_actor_add")
    client.post(url, filled(client, url) | {"name": "Jean Dupont", "kind": "personne"})
    assert not Actor.objects.filter(name="Jean Dupont").exists()
