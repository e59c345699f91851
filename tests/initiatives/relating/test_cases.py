import pytest
from django.db import transaction

from contributors.models import SignedLink
from initiatives.models import Agreement, Kinship, Participation
from initiatives.relating import cases
from initiatives.relating.bonds import OBJECT, SUBJECT
from moderation import actions as moderation
from moderation import merging
from moderation.authors import Author
from moderation.erasure import erase
from moderation.models import Status
from tests import makers, relations

pytestmark = pytest.mark.django_db
SYSTEM = Author.system()


def test_nobody_answers_so_a_moderator_may():
    bond = relations.leads(relations.actor(), relations.initiative(email=""))
    relations.propose(bond)
    case = Agreement.objects.get()
    assert (case.asked, case.asked_at) == (None, None) and case.handed_at is not None
    assert list(Agreement.objects.handed()) == [case]


def test_one_reminder_and_no_more(time_machine):
    time_machine.move_to("2026-05-01T10:00:00+02:00", tick=False)
    bond = relations.leads(relations.actor(), relations.initiative())
    relations.propose(bond)
    assert cases.nightly()["reminded"] == 0
    time_machine.move_to("2026-05-15T10:00:00+02:00", tick=False)
    assert cases.nightly()["reminded"] == 1
    for day in ("2026-05-16", "2026-06-30", "2026-12-30"):
        time_machine.move_to(f"{day}T10:00:00+02:00", tick=False)
        assert cases.nightly() == {"asked": 0, "reminded": 0, "forgotten": 0}
    first, second = relations.mails("jardin@exemple.fr")
    assert (first.subject.startswith("Est-ce"), second.subject.startswith("Rappel")) == (True, True)
    links = [relations.LINK.search(mail.body)[0] for mail in (first, second)]
    assert links[0] != links[1] and SignedLink.objects.filter(purpose="relate").count() == 2


def test_nobody_is_reminded_of_what_they_answered_or_is_not_theirs_any_more(time_machine):
    time_machine.move_to("2026-05-01T10:00:00+02:00", tick=False)
    actor = relations.actor()
    answered, lost, hidden = (
        relations.leads(actor, relations.initiative(name, f"{name}@exemple.fr")) for name in "abc"
    )
    for bond in (answered, lost, hidden):
        relations.propose(bond)
    relations.answer(answered)
    type(lost.object).objects.filter(pk=lost.object.pk).update(submitted_by=makers.make_contributor())
    moderation.archive(sheet=hidden.object, by=SYSTEM)
    time_machine.move_to("2026-05-20T10:00:00+02:00", tick=False)
    assert cases.nightly()["reminded"] == 0


def test_answers_are_forgotten_after_six_months(time_machine):
    time_machine.move_to("2026-01-01T10:00:00+01:00", tick=False)
    bond = relations.leads(relations.actor(), relations.initiative())
    relations.propose(bond)
    relations.answer(bond, yes=False)
    time_machine.move_to("2026-07-01T10:00:00+02:00", tick=False)
    assert cases.nightly()["forgotten"] == 0
    time_machine.move_to("2026-07-04T10:00:00+02:00", tick=False)
    assert cases.nightly()["forgotten"] > 0
    assert not Agreement.objects.exists() and not SignedLink.objects.filter(purpose="relate").exists()


def test_nobody_is_flooded(time_machine):
    time_machine.move_to("2026-05-01T10:00:00+02:00", tick=False)
    network = relations.actor("Réseau", "reseau@exemple.fr", kind="reseau")
    for number in range(12):
        relations.propose(
            relations.member(relations.actor(f"Acteur {number}", f"a{number}@exemple.fr"), network)
        )
    assert len(relations.mails("reseau@exemple.fr")) == cases.MAILS_A_DAY
    assert cases.nightly()["asked"] == 0, "still the same day"
    time_machine.move_to("2026-05-02T10:00:00+02:00", tick=False)
    assert cases.nightly()["asked"] == 2
    assert len(relations.mails("reseau@exemple.fr")) == 12


def test_a_sheet_that_is_asked_much_keeps_nobody_waiting(monkeypatch):
    monkeypatch.setattr(cases, "A_NIGHT", 6)
    monkeypatch.setattr(cases, "MAILS_A_DAY", 2)
    large = relations.actor("Grand", "grand@exemple.fr", kind="reseau")
    small = relations.actor("Petit", "petit@exemple.fr", kind="reseau")
    for number in range(8):
        relations.propose(relations.member(relations.actor(f"A {number}", ""), large))
    relations.propose(relations.member(relations.actor("B", ""), small))
    Agreement.objects.update(asked=None, asked_at=None)
    assert cases.nightly()["asked"] == 1
    assert [len(relations.mails(f"{name}@exemple.fr")) for name in ("grand", "petit")] == [2, 2]


def test_reminders_do_not_flood_either(time_machine, monkeypatch):
    time_machine.move_to("2026-05-01T10:00:00+02:00", tick=False)
    network = relations.actor("Réseau", "reseau@exemple.fr", kind="reseau")
    for number in range(8):
        relations.propose(relations.member(relations.actor(f"A {number}", ""), network))
    time_machine.move_to("2026-05-20T10:00:00+02:00", tick=False)
    monkeypatch.setattr(cases, "MAILS_A_DAY", 3)
    assert [cases.nightly()["reminded"] for _ in range(4)] == [3, 3, 2, 0]


def test_enough_is_enough_for_a_night(monkeypatch):
    monkeypatch.setattr(cases, "A_NIGHT", 2)
    actor = relations.actor()
    for name in "abc":
        relations.propose(relations.leads(actor, relations.initiative(name, f"{name}@exemple.fr")))
    Agreement.objects.update(asked=None, asked_at=None)
    assert [cases.nightly()["asked"] for _ in range(3)] == [2, 1, 0]


@pytest.mark.parametrize("change", ["address", "author", "nobody", "forgotten"])
def test_who_answers_today_is_asked_when_another_was(time_machine, change):
    time_machine.move_to("2026-05-01T10:00:00+02:00", tick=False)
    sheet = makers.make_initiative(email="ancienne@exemple.fr")
    relations.propose(relations.leads(relations.actor(), sheet))
    assert cases.nightly() == {"asked": 0, "reminded": 0, "forgotten": 0}
    rows = type(sheet).objects.filter(pk=sheet.pk)
    match change:
        case "address":
            rows.update(email="nouvelle@exemple.fr")
        case "author":
            rows.update(submitted_by=makers.make_contributor("nouvelle@exemple.fr"))
        case "nobody":
            rows.update(email="")
        case "forgotten":
            Agreement.objects.get().asked.delete()
            rows.update(email="nouvelle@exemple.fr")
    assert cases.nightly()["asked"] == 1
    assert cases.nightly()["asked"] == 0
    assert len(relations.mails("nouvelle@exemple.fr")) == (change != "nobody")
    assert Agreement.objects.handed().exists() is (change == "nobody")


def test_an_address_in_other_letters_is_the_same():
    sheet = makers.make_initiative(email="Lue@exemple.fr")
    relations.propose(relations.leads(relations.actor(), sheet))
    type(sheet).objects.filter(pk=sheet.pk).update(email="LUE@exemple.fr")
    assert cases.nightly()["asked"] == 0


def test_the_known_carrier_is_asked_once_the_initiative_is_published():
    actor = relations.actor()
    sheet = relations.initiative(status=Status.PENDING)
    Participation.objects.create(initiative=sheet, actor=actor, role="porte", declared_by=OBJECT)
    cases.follow(sheet)
    assert relations.mails("actrice@exemple.fr") == []
    moderation.publish(sheet=sheet, by=SYSTEM)
    assert "porte" in relations.mails("actrice@exemple.fr")[0].body
    assert Agreement.objects.get().asked.email == "actrice@exemple.fr"


def test_following_brings_questions_in_line_with_rows():
    actor, one, two = (
        relations.actor(),
        relations.initiative("Un"),
        relations.initiative("Deux", "deux@exemple.fr"),
    )
    gone, agreed = relations.leads(actor, one), relations.kin(two, one)
    for bond in (gone, agreed):
        relations.propose(bond)
    gone.rows().delete()
    agreed.rows().update(declared_by="both")
    Kinship.objects.create(initiative=one, other=two, kind="suite", declared_by="subject")
    cases.follow(one)
    states = dict(Agreement.objects.values_list("role", "state"))
    assert states == {"porte": "withdrawn", "inspiree": "agreed", "suite": "waiting"}
    before = len(relations.mails("deux@exemple.fr"))
    cases.follow(one)
    assert len(relations.mails("deux@exemple.fr")) == before


def test_a_question_follows_a_sheet_that_joins_another():
    actor, one, two = (
        relations.actor(),
        relations.initiative("Un"),
        relations.initiative("Deux", "deux@exemple.fr"),
    )
    relations.propose(relations.leads(actor, one))
    case = Agreement.objects.get()
    merging.merge(winner=two, loser=one, choices={"actors": "both"}, by=SYSTEM)
    two.refresh_from_db()
    bond = relations.leads(actor, two)
    assert relations.said(bond) == SUBJECT
    assert list(bond.cases()) == [case]
    cases.follow(two)
    assert Agreement.objects.get() == case, "nobody is asked twice"
    assert relations.answer(bond)
    assert (relations.said(bond), Agreement.objects.get().state) == ("both", "agreed")


@pytest.mark.parametrize("side", [SUBJECT, OBJECT])
def test_erasing_a_sheet_leaves_nothing_about_its_relations(side):
    bonds = [
        relations.leads(relations.actor(), relations.initiative()),
        relations.kin(
            relations.initiative("Un", "un@exemple.fr"), relations.initiative("Deux", "deux@exemple.fr")
        ),
    ]
    for bond in bonds:
        relations.propose(bond)
        erase(sheet=bond.sheet(side))
    assert not Agreement.objects.exists()
    assert not SignedLink.objects.filter(purpose="relate").exists()
    assert not Participation.objects.exists() and not Kinship.objects.exists()


def test_who_speaks():
    author, reader = makers.make_contributor("a@exemple.fr"), makers.make_contributor("lu@exemple.fr")
    sent = makers.make_initiative("Un", contributor=author, email="lu@exemple.fr")
    imported = makers.make_initiative("Deux", email="LU@exemple.fr")
    assert [cases.speaks_for(author, sheet) for sheet in (sent, imported)] == [True, False]
    assert [cases.speaks_for(reader, sheet) for sheet in (sent, imported)] == [False, True]
    assert not cases.speaks_for(reader, makers.make_initiative("Trois"))


def test_a_question_that_is_being_answered_is_left_alone(django_assert_max_num_queries):
    for name in "abcde":
        relations.propose(
            relations.leads(
                relations.actor(name, f"{name}@exemple.fr"), relations.initiative(name, f"i{name}@exemple.fr")
            )
        )
    with transaction.atomic(), django_assert_max_num_queries(4):
        assert cases.nightly() == {"asked": 0, "reminded": 0, "forgotten": 0}
