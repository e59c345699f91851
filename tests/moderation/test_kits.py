"""Lists of sheets to verify, and the answers that are typed in."""

import threading
import time
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection, connections, transaction
from django.utils import timezone

from initiatives.models import Actor, Initiative
from moderation import actions, erasure, kits
from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.models import Kit, KitLine, Report, Revision
from outbox.models import Message
from places.territory import Territory
from tests import makers

pytestmark = pytest.mark.django_db


def finistere():
    makers.make_commune()
    return Territory.from_token("departement-29")


def titles(kit):
    return [line.sheet.title_text for line in kit.lines.all()]


@pytest.fixture
def coordinator():
    return makers.make_moderator("coordination")


def kit_of(coordinator, kind=Initiative):
    return kits.make(kind=kind, territory=finistere(), by=coordinator)


def test_a_list_has_the_stale_sheets_of_the_territory_by_commune_then_title(coordinator):
    quimper = makers.make_commune("29232", "Quimper", (47.996, -4.102))
    makers.make_initiative("Zoo des savoirs")
    makers.make_initiative("Épicerie du port")
    makers.make_initiative("Atelier de Quimper", commune=quimper, position=None)
    makers.make_initiative("Vérifiée", verified_at=timezone.localdate() - timedelta(days=364))
    makers.make_initiative("Vérifiée il y a un an", verified_at=timezone.localdate() - timedelta(days=365))
    makers.make_initiative("Terminée", stage="terminee")
    makers.make_initiative("En attente", status="pending")
    makers.make_initiative("Parisienne", commune=makers.make_paris(), position=None)
    kit = kit_of(coordinator)
    expected = ["Épicerie du port", "Vérifiée il y a un an", "Zoo des savoirs", "Atelier de Quimper"]
    assert titles(kit) == expected
    assert [line.number for line in kit.lines.all()] == [1, 2, 3, 4]
    assert (kit.territory, kit.territory_name, kit.is_cut) == (
        "departement-29",
        "Finistère (département)",
        False,
    )


def test_a_sheet_that_is_said_not_to_be_verified_is_stale_whatever_its_date(coordinator):
    sheet = makers.make_initiative(verified_at=timezone.localdate())
    Initiative.objects.filter(pk=sheet.pk).update(
        reminders=3, reminded_at=timezone.now() - timedelta(days=30)
    )
    assert titles(kit_of(coordinator)) == [sheet.title]


def test_actors_have_their_lists_too(coordinator):
    brest = makers.make_commune()
    makers.make_actor("Les Zébrures", commune=brest)
    makers.make_actor("Les Abeilles", commune=brest)
    makers.make_actor("Ailleurs", commune=makers.make_paris())
    kit = kit_of(coordinator, Actor)
    assert titles(kit) == ["Les Abeilles", "Les Zébrures"]
    (line, _) = kit.lines.all()
    assert "ended" not in dict(kits.choices(line))


def test_43_a_list_holds_only_what_its_maker_looks_after():
    makers.make_initiative("Jardin de Brest")
    quimper = makers.make_commune("29232", "Quimper", (47.996, -4.102))
    makers.make_initiative("Jardin de Quimper", commune=quimper, position=None)
    assert titles(kit_of(makers.make_moderator("brest", ["commune-29019"]))) == ["Jardin de Brest"]
    with pytest.raises(TransitionRefused, match="Rien n’est à vérifier"):
        kit_of(makers.make_moderator("paris", ["commune-75056"]))


def test_a_list_that_is_cut_says_so(coordinator, monkeypatch):
    monkeypatch.setattr(kits, "LINES", 2)
    for name in "ABC":
        makers.make_initiative(name)
    kit = kit_of(coordinator)
    assert titles(kit) == ["A", "B"]
    assert kit.is_cut


def test_a_list_of_a_thousand_takes_a_few_queries(coordinator, django_assert_max_num_queries, monkeypatch):
    monkeypatch.setattr(kits, "PER_DOCUMENT", 3)
    for number in range(7):
        makers.make_initiative(f"Jardin {number}")
    with django_assert_max_num_queries(11):
        kit = kit_of(coordinator)
    with django_assert_max_num_queries(2):
        found = kits.parts(kit, coordinator)
    assert [(part.number, part.first, part.last, part.count) for part in found] == [
        (1, 1, 3, 3),
        (2, 4, 6, 3),
        (3, 7, 7, 1),
    ]
    with django_assert_max_num_queries(4):
        part = kits.part_of(kit, 2, coordinator)
        assert [line.sheet.place_label for line in part.lines] == ["Brest (29)"] * 3
    assert kits.part_of(kit, 4, coordinator) is None


def answer(kit, coordinator, value, note=""):
    line = kit.lines.get()
    return kits.enter(line=line, answer=value, note=note, by=Author.moderator(coordinator))


@time_machine.travel("2026-11-20T19:00:00+01:00", tick=False)
def test_what_is_still_true_is_verified(coordinator):
    sheet = makers.make_initiative()
    line = answer(kit_of(coordinator), coordinator, "true")
    sheet.refresh_from_db()
    assert sheet.verified_at == date(2026, 11, 20)
    assert Revision.objects.about(sheet)[0].user == coordinator
    assert (line.answer, line.entered_by, line.entered_at) == ("true", coordinator, timezone.now())


def test_what_came_to_its_end_says_so(coordinator):
    sheet = makers.make_initiative()
    answer(kit_of(coordinator), coordinator, "ended")
    sheet.refresh_from_db()
    assert sheet.stage == "terminee"


@pytest.mark.parametrize(
    ("value", "note", "text"),
    [("wrong", "C’est le jeudi.", "C’est le jeudi."), ("lost", "", "Introuvable sur place.")],
)
def test_what_is_wrong_waits_among_the_reports_without_a_mail(coordinator, value, note, text):
    sheet = makers.make_initiative()
    kit = kit_of(coordinator)
    Message.objects.all().delete()
    answer(kit, coordinator, value, note)
    report = Report.objects.about(sheet).waiting().get()
    assert report.kind == "outdated"
    assert report.text == f"{text} (Liste de vérification {kit.pk}, numéro 1, saisie par coordination)"
    assert not Message.objects.exists()
    sheet.refresh_from_db()
    assert sheet.verified_at is None


def test_the_second_answer_is_refused_and_changes_nothing(coordinator):
    sheet = makers.make_initiative()
    kit = kit_of(coordinator)
    line = kit.lines.get()
    answer(kit, coordinator, "true")
    with pytest.raises(TransitionRefused, match=r"Déjà saisie par coordination.*Encore juste"):
        kits.enter(line=line, answer="lost", note="", by=Author.moderator(coordinator))
    assert kit.lines.get().answer == "true"
    assert not Report.objects.about(sheet).exists()


def test_a_sheet_that_is_no_longer_public_keeps_its_line_open(coordinator):
    sheet = makers.make_initiative()
    kit = kit_of(coordinator)
    actions.archive(sheet=sheet, by=Author.system())
    for value in ("true", "ended", "wrong", "lost"):
        with pytest.raises(TransitionRefused):
            answer(kit, coordinator, value, "Note")
    assert (kit.lines.get().answer, Report.objects.count()) == ("", 0)


def test_an_erased_sheet_leaves_its_list(coordinator):
    sheet = makers.make_initiative("Effacée")
    makers.make_initiative("Gardée")
    kit = kit_of(coordinator)
    lost = kit.lines.get(number=1)
    erasure.erase(sheet=sheet)
    assert titles(kit) == ["Gardée"]
    with pytest.raises(TransitionRefused, match="n’existe plus"):
        kits.enter(line=lost, answer="true", note="", by=Author.moderator(coordinator))


def test_lists_are_purged_after_six_months(coordinator):
    makers.make_initiative()
    with time_machine.travel("2026-01-01T12:00:00Z", tick=False):
        kit_of(coordinator)
    with time_machine.travel("2026-07-02T12:00:00Z", tick=False):
        assert erasure.purge()["lists to verify"] == 0
    with time_machine.travel("2026-07-03T12:00:00Z", tick=False):
        assert erasure.purge()["lists to verify"] == 1
    assert not Kit.objects.exists()
    assert not KitLine.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_22_two_people_enter_the_same_line_at_once():
    coordinator = makers.make_moderator("coordination")
    makers.make_initiative()
    kit = kit_of(coordinator)
    line, outcomes, start = kit.lines.get(), [], threading.Barrier(2)

    def enter(value):
        start.wait()
        try:
            kits.enter(line=line, answer=value, note="Note", by=Author.moderator(coordinator))
            outcomes.append("kept")
        except TransitionRefused:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=enter, args=[value]) for value in ("wrong", "lost")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["kept", "refused"]
    assert Report.objects.count() == 1
    assert connection.is_usable()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("value", ["true", "wrong"])
def test_an_answer_and_the_erasure_of_its_sheet_wait_for_each_other(value):
    """Whoever erases locks the sheet, then deletes its lines: nobody may hold a line and wait for the sheet."""
    coordinator = makers.make_moderator("coordination")
    sheet = makers.make_initiative()
    line = kit_of(coordinator).lines.get()
    outcomes = []

    def enter():
        try:
            kits.enter(line=line, answer=value, note="Note", by=Author.moderator(coordinator))
        except TransitionRefused as refusal:
            outcomes.append(str(refusal))
        finally:
            connections.close_all()

    thread = threading.Thread(target=enter)
    with transaction.atomic():
        actions.lock(sheet)
        thread.start()
        wait_until_somebody_waits()
        erasure.erase(sheet=sheet)
    thread.join(20)
    assert outcomes == ["Cette fiche n’existe plus."]
    assert not Report.objects.exists() and not KitLine.objects.exists()


def wait_until_somebody_waits():
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("Nobody waits.")
