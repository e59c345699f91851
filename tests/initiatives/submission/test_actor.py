"""Adding an actor, as a visitor without scripts does."""

import re

import pytest

from contributors.models import Consent, Draft, RateLimit
from initiatives.models import Actor, ActorListing, DeclaredBy, Initiative, Membership, Tag
from initiatives.submission.actions import DraftGone, DraftIncomplete, submit
from moderation import actions, following
from moderation.authors import Author
from moderation.erasure import erase
from moderation.models import Revision, Status
from outbox.models import Message
from tests import makers
from tests.actor_proposals import actor_proposal, fill, review_address
from tests.proposals import AUTHOR, confirmation_address, errors

pytestmark = pytest.mark.django_db
FORM = "/acteurs/proposer/"


def text(response):
    return response.content.decode()


def token_of(address):
    return address.rstrip("/").split("/")[-1]


def sent(client, **changes):
    client.post(review_address(client, **changes))
    return Actor.objects.latest("pk")


def test_the_form_is_private_and_linked_from_the_list(client):
    assert f'href="{FORM}"' in text(client.get("/acteurs/"))
    response = client.get(FORM)
    assert response.status_code == 200 and errors(response) == []
    assert set(response.cookies) == {"csrftoken"}
    assert "no-store" in response.headers["Cache-Control"]


def test_the_whole_way_to_the_public(client):
    network = makers.make_actor("Réseau des jardins", kind="reseau")
    moderator = makers.make_moderator(territories=["departement-29"])
    address = review_address(client, network_1="Réseau des jardins")
    look = text(client.get(address))
    assert "<h1>Les Mains vertes</h1>" in look and "<strong>on plante</strong>" in look
    assert "Finistère (département)" in look and "animation" in look
    assert "Réseau des jardins</a> (selon cet acteur)" in look
    assert not Actor.objects.filter(name="Les Mains vertes").exists() and not Tag.objects.exists()
    receipt = client.post(address, follow=True)
    assert AUTHOR in text(receipt) and "Les Mains vertes" in text(receipt)
    actor = Actor.objects.get(name="Les Mains vertes")
    assert (actor.status, actor.territory, actor.commune_id) == (
        Status.UNCONFIRMED,
        "departement-29",
        "29019",
    )
    assert {tag.name for tag in actor.skills.all()} == {"animation", "Compostage"}
    assert [theme.slug for theme in actor.themes.all()] == ["alimentation"]
    tie = Membership.objects.get()
    assert (tie.actor, tie.network, tie.declared_by) == (actor, network, DeclaredBy.SUBJECT)
    assert Revision.objects.about(actor).get().data["skills"] == ["Compostage", "animation"]
    assert [consent.purpose for consent in Consent.objects.all()] == ["publication"]
    assert client.get(actor.get_absolute_url()).status_code == 404
    client.post(confirmation_address())
    actor.refresh_from_db()
    assert actor.status == Status.PENDING
    assert Message.objects.filter(to=moderator.email).exists()
    assert Actor.objects.moderated_by(moderator).filter(pk=actor.pk).exists()
    actions.publish(sheet=actor, by=Author.moderator(moderator))
    page = text(client.get(actor.get_absolute_url()))
    assert "Compostage" in page and "selon cet acteur" in page
    assert AUTHOR not in page and "Camille" not in page
    assert "Les Mains vertes" in text(client.get("/acteurs/?tag=compostage&territoire=region-53"))


def test_a_person_is_there_by_their_own_consent_and_their_own_mail_only(client):
    form = actor_proposal(kind="personne", name="Camille Le Goff")
    refused = fill(client, form)
    assert len(errors(refused)) == 1 and "par elle-même" in errors(refused)[0]
    actor = sent(client, kind="personne", name="Camille Le Goff", person_consent="on")
    assert {consent.purpose for consent in Consent.objects.all()} == {"publication", "person_actor"}
    assert Consent.objects.get(purpose="person_actor").sheet == actor
    assert client.get(actor.get_absolute_url()).status_code == 404
    client.post(confirmation_address())
    actor.refresh_from_db()
    published = actions.publish(sheet=actor, by=Author.system())
    network = makers.make_actor("Réseau", kind="reseau")
    Membership.objects.create(actor=published, network=network)
    initiative = makers.make_initiative(actors=[published])
    following.act(act=following.ACTS["retirer"], sheet=published, contributor=published.submitted_by)
    assert client.get(actor.get_absolute_url()).status_code == 404
    for page in ("/acteurs/", network.get_absolute_url(), initiative.get_absolute_url()):
        assert "Camille" not in text(client.get(page))
    assert client.get(initiative.get_absolute_url()).status_code == 200


def test_an_actor_that_disappears_takes_its_relations_along_and_leaves_initiatives(client):
    actor = sent(client, network_1=None)
    network = makers.make_actor("Réseau", kind="reseau")
    member = makers.make_actor("Membre")
    client.post(confirmation_address())
    actor = actions.publish(sheet=Actor.objects.get(pk=actor.pk), by=Author.system())
    Membership.objects.create(actor=actor, network=network)
    Membership.objects.create(actor=member, network=actor)
    initiative = makers.make_initiative(actors=[actor])
    erase(sheet=actor)
    assert not Membership.objects.exists() and not initiative.participations.exists()
    assert not ActorListing.objects.filter(pk=actor.pk).exists() and not Consent.objects.exists()
    assert Initiative.objects.get().is_published and Actor.objects.count() == 2
    assert client.get(actor.get_absolute_url()).status_code == 410


def test_twins_are_warned_of_published_ones_only(client):
    makers.make_actor("Les mains vertes", commune=makers.make_commune())
    makers.make_actor("Les Mains Vertes", commune=makers.make_commune(), status="pending")
    look = text(client.get(review_address(client)))
    assert "Est-ce déjà cet acteur" in look and look.count('href="/acteurs/les-mains-vertes/"') == 1
    assert 'href="/acteurs/les-mains-vertes-2/"' not in look


def test_a_draft_may_be_changed_then_sent_once(client):
    address = review_address(client)
    form = client.get(FORM, {"brouillon": token_of(address)})
    assert 'value="Les Mains vertes"' in text(form) and 'value="Finistère"' in text(form)
    assert errors(form) == []
    assert review_address(client, brouillon=token_of(address), name="Les Mains bleues") == address
    for _ in range(3):
        assert client.post(address).headers["Location"] == f"{FORM}recu/{token_of(address)}/"
    assert Actor.objects.get().name == "Les Mains bleues" and Message.objects.count() == 1
    assert Draft.objects.get().data == {}
    for again in (client.get(address), client.get(FORM, {"brouillon": token_of(address)})):
        assert again.headers["Location"] == f"{FORM}recu/{token_of(address)}/"


def test_a_form_is_finished_another_day(client):
    response = fill(client, actor_proposal(action="later", name=""))
    assert response.headers["Location"].startswith(f"{FORM}plus-tard/")
    page = client.get(response.headers["Location"])
    start = re.search(r'name="start" value="([^"]*)"', text(page))[1]
    client.post(response.headers["Location"], {"email": AUTHOR, "start": start, "site_internet": ""})
    link = re.search(r"/acteurs/proposer/\?brouillon=[\w-]+", Message.objects.get().body)[0]
    assert "Une association qui jardine" in text(client.get(link))


def test_the_secret_of_one_kind_opens_no_other(client):
    token = token_of(review_address(client))
    assert client.get(f"/initiatives/proposer/relecture/{token}/").status_code == 410
    assert client.get("/initiatives/proposer/", {"brouillon": token}).status_code == 410
    gone = client.get(f"{FORM}relecture/inconnu/")
    assert gone.status_code == 410 and f'href="{FORM}"' in text(gone)
    with pytest.raises(DraftGone):
        submit(token="inconnu", kind="actor")


def test_a_network_that_is_gone_meanwhile_is_told(client):
    network = makers.make_actor("Réseau", kind="reseau")
    address = review_address(client, network_1="Réseau")
    actions.archive(sheet=network, by=Author.system())
    with pytest.raises(DraftIncomplete):
        submit(token=token_of(address), kind="actor")
    assert "n’est pas un réseau" in errors(client.post(address, follow=True))[0]


def test_21_robots_are_thanked_for_nothing(client):
    response = fill(client, actor_proposal(site_internet="https://spam.example"))
    assert response.status_code == 200 and not Draft.objects.exists()


def test_20_what_is_no_field_is_ignored(client):
    actor = sent(client, status="published", verified_at="2026-01-01", slug="x", submitted_by="1")
    assert (actor.status, actor.verified_at, actor.slug) == (Status.UNCONFIRMED, None, "les-mains-vertes")


def test_23_too_many_forms_wait_and_keep_the_text(client):
    address = review_address(client)
    client.post(review_address(client))
    RateLimit.objects.update(count=10_000)
    assert client.post(address).status_code == 429
    response = fill(client, actor_proposal())
    assert response.status_code == 429 and "Une association qui jardine" in text(response)
    assert Actor.objects.count() == 1


@pytest.mark.parametrize("name", ["日本", "---", "Proposer", "12"])
def test_15_names_from_which_no_address_comes_work(client, name):
    actor = sent(client, name=name)
    assert actor.slug.startswith("actor")


@pytest.mark.parametrize("name", ["Nom\x00", "Nom\u202e", "Nom\r\nBcc: x@y.fr", "<script>alert(1)</script>"])
def test_14_odd_names_are_cleaned_or_refused(client, name):
    response = fill(client, actor_proposal(name=name))
    assert response.status_code in (200, 303, 400) and "<script>alert" not in text(response)
    if response.status_code == 303:
        assert "<script>alert" not in text(client.get(response.headers["Location"]))


def test_what_the_form_holds_about_a_person_is_exported(client):
    actor = sent(client, phone="02 98 00 00 00", contact_consent="on")
    from moderation.exporting import export_of

    told = str(export_of(actor.submitted_by))
    assert "animation" in told and "departement-29" in told


def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries):
    for number in range(10):
        makers.make_actor(f"Réseau {number}", kind="reseau")
    with django_assert_max_num_queries(6):
        client.get(FORM)
