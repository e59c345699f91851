from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection, transaction
from django.utils import timezone

from initiatives.models import Agreement, KeyCount, Listing, Membership
from initiatives.relating import actions, cases
from initiatives.relating.bonds import OBJECT, SUBJECT
from moderation import actions as moderation
from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.models import Revision
from outbox.models import Message
from tests import makers, relations

pytestmark = pytest.mark.django_db
SYSTEM = Author.system()


def pairs():
    one, two = relations.initiative("Un", "un@exemple.fr"), relations.initiative("Deux", "deux@exemple.fr")
    actor = relations.actor()
    network = relations.actor("Réseau", "reseau@exemple.fr", kind="reseau")
    return [relations.leads(actor, one), relations.member(actor, network), relations.kin(one, two)]


@pytest.mark.parametrize("number", [0, 1, 2], ids=["role", "network", "kinship"])
@pytest.mark.parametrize("side", [SUBJECT, OBJECT])
def test_one_side_proposes_the_other_confirms(number, side):
    bond = pairs()[number]
    other = cases.opposite(side)
    email = bond.sheet(other).submitted_by.email
    assert relations.propose(bond, side) is False
    assert relations.said(bond) == side
    asked = Agreement.objects.get()
    assert (asked.state, asked.asked.email, asked.declared_by) == ("waiting", email, side)
    assert bond.sentence in relations.mails(email)[0].body
    assert relations.answer(bond, other) is True
    assert relations.said(bond) == "both"
    assert Agreement.objects.get().state == "agreed"
    assert "C’est confirmé" in relations.mails(bond.sheet(side).submitted_by.email)[0].subject
    assert Revision.objects.filter(note__startswith="Lien confirmé").exists()
    # Once is enough.
    assert relations.answer(bond, other) is False
    assert relations.answer(bond, other, yes=False) is False
    assert relations.said(bond) == "both"


def test_a_refusal_takes_it_away_and_holds_six_months(time_machine):
    bond = pairs()[0]
    time_machine.move_to("2026-05-01T10:00:00+02:00", tick=False)
    relations.propose(bond)
    assert relations.answer(bond, yes=False)
    assert relations.said(bond) is None
    assert "Lien refusé" in relations.mails("actrice@exemple.fr")[-1].subject
    assert f"acteur:{bond.subject.pk}" not in Listing.objects.get(initiative=bond.object).keys
    with pytest.raises(TransitionRefused, match="a répondu non"):
        relations.propose(bond)
    assert relations.propose(bond, OBJECT) is False, "who refused may still propose it"
    relations.withdraw(bond, OBJECT)
    time_machine.move_to("2026-11-05T10:00:00+01:00", tick=False)
    assert relations.propose(bond) is False


def test_taking_back_what_both_said_is_a_refusal():
    bond = pairs()[0]
    relations.propose(bond)
    relations.answer(bond)
    assert relations.withdraw(bond, OBJECT)
    assert relations.said(bond) is None
    with pytest.raises(TransitionRefused, match="a répondu non"):
        relations.propose(bond, SUBJECT)
    assert not relations.withdraw(bond, OBJECT)


def test_taking_back_what_one_alone_said_may_be_said_again():
    bond = pairs()[0]
    relations.propose(bond)
    assert not relations.withdraw(bond, OBJECT), "the other side answers, it takes nothing back"
    assert relations.withdraw(bond, SUBJECT)
    assert Agreement.objects.get().state == "withdrawn"
    assert relations.propose(bond) is False
    assert relations.answer(bond), "the question that was put is answered"
    assert Agreement.objects.get().state == "agreed"


def test_nobody_is_flooded_by_taking_back_and_saying_again(time_machine):
    time_machine.move_to("2026-05-01T10:00:00+02:00", tick=False)
    bond = pairs()[0]
    for _ in range(10):
        relations.propose(bond)
        relations.withdraw(bond)
    assert len(relations.mails("un@exemple.fr")) == 1
    relations.propose(bond)
    bond.rows().delete()  # or on the form of the sheet
    cases.follow(bond.subject)
    relations.propose(bond)
    time_machine.move_to("2026-06-01T10:00:00+02:00", tick=False)
    for _ in range(3):
        cases.nightly()
    assert len(relations.mails("un@exemple.fr")) == 2, "with the one reminder"
    relations.withdraw(bond)
    time_machine.move_to("2026-11-05T10:00:00+01:00", tick=False)
    relations.propose(bond)
    assert len(relations.mails("un@exemple.fr")) == 3, "six months later"


def test_what_was_taken_back_does_not_keep_the_other_side_from_saying_it():
    bond = pairs()[0]
    relations.propose(bond)
    relations.withdraw(bond)
    assert relations.propose(bond, OBJECT) is False
    assert Agreement.objects.get().asked == bond.subject.submitted_by
    assert len(relations.mails("actrice@exemple.fr")) == 1


def test_yes_to_what_may_not_be_any_more():
    bond = pairs()[1]
    relations.propose(bond)
    type(bond.object).objects.filter(pk=bond.object.pk).update(kind="association")
    with pytest.raises(TransitionRefused, match="pas un réseau"):
        relations.answer(bond)
    assert relations.said(bond) == SUBJECT
    assert relations.answer(bond, yes=False)


@pytest.mark.django_db(transaction=True)
def test_two_memberships_at_once_close_no_ring():
    a, b, c, d = (
        relations.actor(name, f"{name}@exemple.fr", kind="reseau")
        for name in ("un", "deux", "trois", "quatre")
    )
    Membership.objects.create(actor=b, network=c)
    Membership.objects.create(actor=d, network=a)
    asked = Barrier(2, timeout=2)

    def join(pair):
        try:
            with transaction.atomic():
                relations.propose(relations.member(*pair))
                with suppress(BrokenBarrierError):  # the other one waits, as it should
                    asked.wait()
            return True
        except TransitionRefused:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(join, [(a, b), (c, d)])) == [False, True]
    assert Membership.objects.count() == 3


def test_one_person_on_both_sides_is_not_asked():
    same = makers.make_contributor("deux@exemple.fr")
    bond = relations.leads(
        makers.make_actor(submitted_by=same), makers.make_initiative("Un", contributor=same)
    )
    assert relations.propose(bond) is True
    assert (relations.said(bond), Message.objects.count()) == ("both", 0)


def test_the_same_from_both_sides_is_one_that_is_agreed():
    bond = pairs()[1]
    assert relations.propose(bond, SUBJECT) is False
    assert relations.propose(bond, OBJECT) is True
    assert (relations.said(bond), bond.rows().count()) == ("both", 1)
    for side in (SUBJECT, OBJECT):
        with pytest.raises(TransitionRefused, match="déjà"):
            relations.propose(bond, side)


def test_what_cannot_be():
    garden = relations.initiative()
    actor = relations.actor()
    hidden = makers.make_actor("Caché", status="pending", kind="reseau")
    for bond, reason in (
        (relations.kin(garden, garden), "elle-même"),
        (relations.member(actor, relations.actor("Autre", "")), "pas un réseau"),
        (relations.member(actor, hidden), "pas en ligne"),
    ):
        with pytest.raises(TransitionRefused, match=reason):
            relations.propose(bond)
    assert not Agreement.objects.exists() and not Message.objects.exists()


def test_proposing_twice_writes_once():
    bond = pairs()[2]
    relations.propose(bond)
    with pytest.raises(TransitionRefused, match="Vous l’avez déjà proposé"):
        relations.propose(bond)
    assert len(relations.mails("deux@exemple.fr")) == 1


def test_links_do_not_go_round():
    one, two, three = (relations.initiative(name, f"{name}@exemple.fr") for name in ("a", "b", "c"))
    relations.propose(relations.kin(one, two, "partie"))
    relations.propose(relations.kin(two, three, "partie"))
    with pytest.raises(TransitionRefused, match="tournerait en rond"):
        relations.propose(relations.kin(three, one, "partie"))
    relations.propose(relations.kin(three, one, "inspiree"))


def test_the_other_sheet_is_withdrawn_meanwhile():
    bond = pairs()[0]
    relations.propose(bond)
    moderation.withdraw(sheet=bond.object, by=SYSTEM)
    with pytest.raises(TransitionRefused, match="plus en ligne"):
        relations.answer(bond)
    assert relations.said(bond) == SUBJECT
    assert relations.answer(bond, yes=False), "no is always possible"


def test_a_sheet_that_is_gone():
    bond = pairs()[0]
    type(bond.object).objects.filter(pk=bond.object.pk).delete()
    with pytest.raises(TransitionRefused, match="n’existe plus"):
        relations.propose(bond)


def test_lists_follow(settings):
    bond = pairs()[0]
    relations.propose(bond)
    assert KeyCount.objects.number(f"acteur:{bond.subject.pk}") == 1
    relations.withdraw(bond)
    assert KeyCount.objects.number(f"acteur:{bond.subject.pk}") == 0


def test_somebody_who_answers_by_mail_is_known_to_read_it():
    network = makers.make_actor("Réseau", kind="reseau", email="public@exemple.fr")
    bond = relations.member(relations.actor(), network)
    relations.propose(bond)
    speaker = Agreement.objects.get().asked
    assert (speaker.email, speaker.confirmed_at) == ("public@exemple.fr", None)
    relations.answer(bond, by=Author.contributing(speaker))
    speaker.refresh_from_db()
    assert speaker.confirmed_at is not None


def test_a_former_author_is_not_told_the_answer():
    bond = pairs()[0]
    relations.propose(bond)
    type(bond.subject).objects.filter(pk=bond.subject.pk).update(submitted_by=makers.make_contributor())
    relations.answer(bond)
    assert relations.mails("actrice@exemple.fr") == []


@pytest.mark.django_db(transaction=True)
def test_both_sides_at_once_make_one_row():
    bond = pairs()[0]

    def act(side):
        try:
            return relations.propose(bond, side)
        except TransitionRefused:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(act, [SUBJECT, OBJECT] * 3))
    assert sorted(done, key=str) == [False, None, None, None, None, True]
    assert (relations.said(bond), bond.rows().count(), Agreement.objects.count()) == ("both", 1, 1)


@pytest.mark.django_db(transaction=True)
def test_yes_and_no_at_once_is_one_answer():
    bond = pairs()[0]
    relations.propose(bond)

    def act(yes):
        try:
            return actions.answer(bond=bond, side=OBJECT, yes=yes, by=relations.author_of(bond.object))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(act, [True, False] * 3)) == [False] * 5 + [True]
    assert Agreement.objects.get().answered_at <= timezone.now() + timedelta(seconds=1)
