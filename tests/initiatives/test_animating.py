"""Who animates a territory: proposed by one side, confirmed by the other, ended by either."""

import re

import pytest
from django.db import IntegrityError, transaction

from contributors.models import SignedLink
from initiatives import animating
from initiatives.models import Actor, Animator
from initiatives.models.animator import animated_by, animators_of
from moderation import actions, merging
from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.erasure import erase
from moderation.exporting import export_of
from moderation.models import Change
from outbox.models import Message
from places.territory import Territory
from tests import makers

pytestmark = pytest.mark.django_db
SYSTEM = Author.system()
LINK = re.compile(r"/animer/[\w-]{43}/")


@pytest.fixture(autouse=True)
def brest():
    return makers.make_commune()


@pytest.fixture
def finistere(brest):
    return Territory.from_token("departement-29")


@pytest.fixture
def person():
    return makers.make_contributor("camille@exemple.fr")


@pytest.fixture
def actor(brest, person):
    return makers.make_actor(commune=brest, submitted_by=person)


@pytest.fixture
def moderator():
    return makers.make_moderator(territories=["region-53"])


def names(territory):
    return [str(one.actor) for one in animators_of(territory)]


def last_mail():
    return Message.objects.latest("pk")


def test_a_moderator_proposes_and_the_actor_accepts(actor, person, finistere, moderator):
    made = animating.propose(actor=actor, territory=finistere, by=moderator)
    assert (made.holders, made.since) == (["departement-29", "region-53"], None)
    assert names(finistere) == []
    assert last_mail().to == "camille@exemple.fr"
    assert LINK.search(last_mail().body)
    before = Change.objects.version()
    animating.accept(animator=made, contributor=person)
    animating.accept(animator=made, contributor=person)
    assert Change.objects.version() != before
    assert names(finistere) == ["Les Jardins du Bouguen"]
    assert [place.token for place in animated_by(actor)] == ["departement-29"]
    assert Message.objects.count() == 1


def test_who_declines_is_not_asked_again_but_may_ask(actor, person, finistere, moderator):
    made = animating.propose(actor=actor, territory=finistere, by=moderator)
    animating.decline(animator=made, contributor=person)
    animating.accept(animator=made, contributor=person)
    assert names(finistere) == []
    with pytest.raises(TransitionRefused, match="décliné"):
        animating.propose(actor=actor, territory=finistere, by=moderator)
    asked = animating.ask(actor=actor, territory=finistere)
    assert (asked.state, asked.asked_by) == ("proposed", "actor")


def test_an_actor_asks_and_a_moderator_confirms(actor, finistere, moderator):
    made = animating.ask(actor=actor, territory=finistere)
    assert animating.ask(actor=actor, territory=finistere) == made
    assert not Message.objects.exists()
    assert list(Animator.objects.waiting()) == [made]
    animating.confirm(animator=made, by=moderator)
    assert names(finistere) == ["Les Jardins du Bouguen"]
    assert "C’est accepté" in last_mail().body
    with pytest.raises(TransitionRefused, match="n’attend plus"):
        animating.confirm(animator=made, by=moderator)
    with pytest.raises(TransitionRefused, match="anime déjà"):
        animating.propose(actor=actor, territory=finistere, by=moderator)


def test_a_moderator_refuses_and_says_why(actor, finistere, moderator):
    made = animating.ask(actor=actor, territory=finistere)
    animating.refuse(animator=made, by=moderator, answer="Parlons-en d’abord.")
    assert not Animator.objects.exists()
    assert "Parlons-en d’abord." in last_mail().body


def test_when_both_sides_speak_first_they_agree(actor, finistere, moderator):
    animating.propose(actor=actor, territory=finistere, by=moderator)
    assert animating.ask(actor=actor, territory=finistere).state == "confirmed"
    brest = Territory.from_token("commune-29019")
    animating.ask(actor=actor, territory=brest)
    assert animating.propose(actor=actor, territory=brest, by=moderator).state == "confirmed"


def test_either_side_ends_it(actor, person, finistere, moderator):
    made = animating.propose(actor=actor, territory=finistere, by=moderator)
    animating.accept(animator=made, contributor=person)
    animating.give_up(animator=made)
    assert (names(finistere), SignedLink.objects.filter(purpose="animate").count()) == ([], 0)
    made = animating.propose(actor=actor, territory=finistere, by=moderator)
    animating.accept(animator=made, contributor=person)
    animating.end(animator=made, by=moderator)
    assert names(finistere) == []
    assert "y a mis fin" in last_mail().body


def test_a_mail_to_a_public_address_is_answered_by_who_reads_it(brest, finistere, moderator):
    actor = makers.make_actor(commune=brest, email="contact@exemple.fr")
    made = animating.propose(actor=actor, territory=finistere, by=moderator)
    reader = SignedLink.objects.get().contributor
    assert reader.confirmed_at is None
    animating.accept(animator=made, contributor=reader)
    reader.refresh_from_db()
    assert reader.confirmed_at is not None


def test_who_cannot_answer_is_not_asked(brest, finistere, moderator):
    with pytest.raises(TransitionRefused, match="Personne ne répond"):
        animating.propose(actor=makers.make_actor(commune=brest), territory=finistere, by=moderator)


def test_only_public_actors_animate(actor, finistere, moderator):
    actions.withdraw(sheet=actor, by=SYSTEM)
    with pytest.raises(TransitionRefused, match="seul un acteur publié"):
        animating.propose(actor=actor, territory=finistere, by=moderator)
    with pytest.raises(TransitionRefused, match="seul un acteur publié"):
        animating.ask(actor=actor, territory=finistere)


def test_moderators_of_other_territories_decide_nothing(actor, finistere):
    other = makers.make_moderator("autre", territories=["departement-22", "commune-29019"])
    with pytest.raises(TransitionRefused, match="pas de ceux"):
        animating.propose(actor=actor, territory=finistere, by=other)
    made = animating.ask(actor=actor, territory=finistere)
    for act in (animating.confirm, animating.end):
        with pytest.raises(TransitionRefused, match="pas de ceux"):
            act(animator=made, by=other)
    with pytest.raises(TransitionRefused, match="pas de ceux"):
        animating.refuse(animator=made, by=other, answer="")
    assert list(Animator.objects.moderated_by(other)) == []
    assert list(Animator.objects.moderated_by(makers.make_administrator())) == [made]
    brest = animating.ask(actor=actor, territory=Territory.from_token("commune-29019"))
    assert list(Animator.objects.moderated_by(other)) == [brest]


def test_an_actor_does_not_ask_for_the_whole_country(actor, monkeypatch):
    monkeypatch.setattr(animating, "MOST_ASKED", 1)
    animating.ask(actor=actor, territory=Territory.from_token("region-53"))
    with pytest.raises(TransitionRefused, match="en attente"):
        animating.ask(actor=actor, territory=Territory.from_token("departement-29"))


def test_a_commune_shows_who_animates_the_nearest_territory_that_holds_it(actor, moderator):
    commune, region = Territory.from_token("commune-29019"), Territory.from_token("region-53")
    for place in (region, Territory.from_token("departement-29")):
        animating.confirm(animator=animating.ask(actor=actor, territory=place), by=moderator)
    assert [one.territory for one in animators_of(commune)] == ["departement-29"]
    assert [one.territory for one in animators_of(region)] == ["region-53"]


def confirmed(actor, territory, moderator):
    return animating.confirm(animator=animating.ask(actor=actor, territory=territory), by=moderator)


def test_an_actor_that_withdraws_is_shown_no_more_until_it_is_back(actor, finistere, moderator):
    confirmed(actor, finistere, moderator)
    actions.withdraw(sheet=actor, by=SYSTEM)
    assert (names(finistere), animated_by(actor)) == ([], [])
    actions.restore(sheet=actor, by=SYSTEM)
    assert names(finistere) == ["Les Jardins du Bouguen"]


def test_nothing_of_it_is_left_of_an_actor_that_is_erased(actor, finistere, moderator):
    confirmed(actor, finistere, moderator)
    erase(sheet=actor)
    assert not Animator.objects.exists()
    assert not SignedLink.objects.exists()


def test_territories_go_to_the_actor_that_stays_and_come_back(actor, brest, finistere, moderator):
    winner = makers.make_actor("L’autre", commune=brest)
    confirmed(actor, finistere, moderator)
    confirmed(actor, Territory.from_token("commune-29019"), moderator)
    confirmed(winner, Territory.from_token("commune-29019"), moderator)
    merged, _ = merging.merge(winner=winner, loser=actor, choices={}, by=SYSTEM)
    assert names(finistere) == ["L’autre"]
    assert names(Territory.from_token("commune-29019")) == ["L’autre"]
    assert merging.undo(merged=merged, by=SYSTEM) == []
    assert names(finistere) == ["Les Jardins du Bouguen"]
    assert len(names(Territory.from_token("commune-29019"))) == 2


@pytest.mark.parametrize("same", [True, False])
def test_what_was_proposed_to_an_actor_is_proposed_to_who_speaks_for_the_one_that_stays(
    client, actor, brest, finistere, moderator, person, same
):
    reader = person if same else makers.make_contributor("autre@exemple.fr")
    winner = makers.make_actor("L’autre", commune=brest, submitted_by=reader)
    animating.propose(actor=actor, territory=finistere, by=moderator)
    former = LINK.search(last_mail().body)[0]
    merged, _ = merging.merge(winner=winner, loser=actor, choices={}, by=SYSTEM)
    proposed = Message.objects.filter(to="autre@exemple.fr", body__contains="/animer/")
    assert Animator.objects.get().actor == winner and proposed.count() == (not same)
    assert client.post(former, {"reponse": "oui"}).status_code == (303 if same else 410)
    if not same:
        assert Animator.objects.get().state == "proposed"
        client.post(LINK.search(proposed.get().body)[0], {"reponse": "oui"})
    assert names(finistere) == ["L’autre"]
    merging.undo(merged=merged, by=SYSTEM)
    assert names(finistere) == ["Les Jardins du Bouguen"]


def test_what_nobody_could_answer_waits_where_it_is(actor, brest, finistere, moderator):
    winner = makers.make_actor("L’autre", commune=brest)
    animating.propose(actor=actor, territory=finistere, by=moderator)
    merged, _ = merging.merge(winner=winner, loser=actor, choices={}, by=SYSTEM)
    assert Animator.objects.get().actor == actor
    assert merging.undo(merged=merged, by=SYSTEM) == []


def test_a_refusal_is_kept(actor, person, finistere, moderator):
    made = animating.propose(actor=actor, territory=finistere, by=moderator)
    assert animating.give_up(animator=made) is False
    with pytest.raises(TransitionRefused, match="ce refus reste"):
        animating.end(animator=made, by=moderator)
    with pytest.raises(TransitionRefused, match="décliné"):
        animating.propose(actor=actor, territory=finistere, by=moderator)
    assert animating.give_up(animator=made) is False
    assert (Animator.objects.get().state, Message.objects.count()) == ("declined", 1)


def test_a_territory_given_up_since_a_merge_is_told_when_it_is_undone(actor, brest, finistere, moderator):
    winner = makers.make_actor("L’autre", commune=brest)
    confirmed(actor, finistere, moderator)
    merged, _ = merging.merge(winner=winner, loser=actor, choices={}, by=SYSTEM)
    animating.give_up(animator=Animator.objects.get())
    assert merging.undo(merged=merged, by=SYSTEM) == ["un lien retiré depuis"]


def test_a_person_is_told_what_their_actor_animates(actor, person, finistere, moderator):
    confirmed(actor, finistere, moderator)
    (told,) = export_of(person)["fiches"][0]["territoires animés"]
    assert told["territoire"] == "Finistère (département)"
    assert (told["état"], told["à l’initiative de"]) == ("confirmé", "l’acteur")


def test_what_was_ended_this_instant_is_gone_for_everybody(actor, person, finistere, moderator):
    made = animating.propose(actor=actor, territory=finistere, by=moderator)
    Animator.objects.all().delete()
    for act in (animating.accept, animating.decline):
        with pytest.raises(Animator.DoesNotExist):
            act(animator=made, contributor=person)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "confirmed"},
        {"state": "proposed", "since": "2026-01-01"},
        {"state": "autre"},
        {"asked_by": "moi"},
    ],
)
def test_the_database_refuses_what_makes_no_sense(actor, wrong):
    given = {"asked_by": "desk", "territory": "region-53", "holders": []} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Animator.objects.create(actor=Actor.objects.get(), **given)


def test_once_per_actor_and_territory(actor):
    given = {"actor": actor, "asked_by": "desk", "territory": "region-53", "holders": []}
    Animator.objects.create(**given)
    with pytest.raises(IntegrityError), transaction.atomic():
        Animator.objects.create(**given)
