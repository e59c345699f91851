import pytest
from django.urls import reverse

from initiatives.models import Actor, KeyCount, Membership
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
