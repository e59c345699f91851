"""Animators in the admin: proposed, decided, ended, within one's territories."""

import pytest
from django.urls import reverse

from initiatives import animating
from initiatives.admin.animators import animators_line
from initiatives.models import Animator
from outbox.models import Message
from places.territory import Territory
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db
LIST = "admin:initiatives_animator_changelist"


@pytest.fixture
def moderator(client):
    user = makers.make_moderator(territories=["departement-29"])
    client.force_login(user)
    return user


@pytest.fixture
def actor():
    return makers.make_actor(commune=makers.make_commune(), email="contact@exemple.fr")


def propose(client, actor, where):
    return client.post(reverse("admin:initiatives_animator_add"), {"actor": actor.pk, "where": where})


def change(animator):
    return reverse("admin:initiatives_animator_change", args=[animator.pk])


def errors(response):
    assert response.status_code == 200
    form = response.context["adminform"].form
    return " ".join(str(message) for messages in form.errors.values() for message in messages)


@pytest.mark.parametrize("where", ["Finistère", "departement-29", "29", "finistere"])
def test_a_moderator_proposes_by_a_name_or_a_code(client, moderator, actor, where):
    assert propose(client, actor, where).status_code == 302
    made = Animator.objects.get()
    assert (made.territory, made.state, made.decided_by) == ("departement-29", "proposed", moderator)
    assert Message.objects.get().to == "contact@exemple.fr"
    assert "décliné pour" not in errors(propose(client, actor, where))
    assert "déjà reçu cette proposition" in errors(propose(client, actor, where))


def test_what_may_not_be_proposed_is_told_in_the_form(client, moderator, actor):
    makers.make_commune("29151", "Finistère")
    assert "pas connu" in errors(propose(client, actor, "Nulle part"))
    assert "departement-29 pour Finistère (département)" in errors(propose(client, actor, "Finistère"))
    assert "pas de ceux que vous modérez" in errors(propose(client, actor, "Bretagne"))
    mute = makers.make_actor("Muet", commune=makers.make_commune())
    assert "Personne ne répond" in errors(propose(client, mute, "Brest"))
    waiting = makers.make_actor("En attente", commune=makers.make_commune(), status="pending")
    assert "actor" in propose(client, waiting, "Brest").context["adminform"].form.errors
    far = makers.make_actor("Loin", commune=makers.make_paris(), email="loin@exemple.fr")
    assert "actor" in propose(client, far, "Brest").context["adminform"].form.errors
    assert not Animator.objects.exists()


def test_what_an_actor_asks_waits_on_the_desk_and_is_confirmed(client, moderator, actor):
    made = animating.ask(actor=actor, territory=Territory.from_token("departement-29"))
    assert animators_line(moderator).count == 1
    assert "Demandes d’animer un territoire" in client.get(reverse("admin:index")).content.decode()
    assert client.get(animators_line(moderator).url).status_code == 200
    url = change(made)
    assert client.post(url, filled(client, url) | {"decision": "oui"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.decided_by) == ("confirmed", moderator)
    assert animators_line(moderator).count == 0
    assert 'name="decision"' not in client.get(url).content.decode()
    assert client.post(url, {"decision": "non"}).status_code == 403


def test_or_refused_with_an_answer(client, moderator, actor):
    made = animating.ask(actor=actor, territory=Territory.from_token("departement-29"))
    response = client.post(change(made), {"decision": "non", "answer": "Parlons-en."}, follow=True)
    assert response.status_code == 200
    assert not Animator.objects.exists()
    assert "Parlons-en." in Message.objects.get().body


def test_a_decision_is_needed(client, moderator, actor):
    made = animating.ask(actor=actor, territory=Territory.from_token("departement-29"))
    assert errors(client.post(change(made), {"answer": "Oui"}))
    made.refresh_from_db()
    assert made.state == "proposed"


def test_somebody_was_quicker(client, moderator, actor, monkeypatch):
    made = animating.ask(actor=actor, territory=Territory.from_token("departement-29"))

    def gone(**_):
        raise animating.TransitionRefused("Cette demande n’attend plus de réponse.")

    monkeypatch.setattr(animating, "confirm", gone)
    response = client.post(change(made), {"decision": "oui"}, follow=True)
    assert "n’attend plus de réponse" in response.content.decode()


def test_ending_it_tells_the_actor(client, moderator, actor):
    made = animating.ask(actor=actor, territory=Territory.from_token("departement-29"))
    animating.confirm(animator=made, by=moderator)
    url = reverse("admin:initiatives_animator_delete", args=[made.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"post": "yes"}).status_code == 302
    assert not Animator.objects.exists()
    assert "y a mis fin" in Message.objects.latest("pk").body


def test_what_an_actor_declined_is_not_deleted(client, moderator, actor):
    made = animating.propose(actor=actor, territory=Territory.from_token("departement-29"), by=moderator)
    animating.give_up(animator=made)
    url = reverse("admin:initiatives_animator_delete", args=[made.pk])
    assert client.post(url, {"post": "yes"}).status_code == 403
    assert url not in client.get(change(made)).content.decode()
    assert "décliné pour" in errors(propose(client, actor, "departement-29"))
    assert Message.objects.count() == 1


def test_another_territory_is_out_of_reach(client, moderator, actor):
    theirs = animating.ask(actor=actor, territory=Territory.from_token("region-53"))
    assert "Les Jardins du Bouguen" not in client.get(reverse(LIST)).content.decode()
    for page in ("change", "delete", "history"):
        url = reverse(f"admin:initiatives_animator_{page}", args=[theirs.pk])
        assert client.get(url).status_code == 404, page
        assert client.post(url, {"decision": "oui", "post": "yes"}).status_code in (404, 405), page
    assert client.get(reverse(LIST) + f"?q={actor.name}&state__exact=x").status_code in (200, 302)
    theirs.refresh_from_db()
    assert theirs.state == "proposed"


def test_the_list_costs_the_same_whatever_its_length(client, moderator, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(14) as captured:
            assert client.get(reverse(LIST)).status_code == 200
        return len(captured)

    for number in range(2):
        actor = makers.make_actor(f"Acteur {number}", commune=makers.make_commune())
        animating.ask(actor=actor, territory=Territory.from_token("departement-29"))
    before = cost()
    for number in range(2, 6):
        actor = makers.make_actor(f"Acteur {number}", commune=makers.make_commune())
        animating.ask(actor=actor, territory=Territory.from_token("departement-29"))
    assert cost() <= before + 4  # the name of each territory
