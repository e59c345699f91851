import pytest
from django.contrib.auth.models import Group, Permission

from contact import checking, introductions, reach, threads
from contact.admin.introductions import introductions_line
from contact.admin.threads import threads_line
from contact.models import Block, Thread
from moderation import desk
from moderation.authors import Author
from outbox.models import Message
from tests import makers
from tests.messages import TEXT, WORD, WRITER, asked, passed_on, receiver, spoken_for

pytestmark = pytest.mark.django_db
LIST = "/admin/contact/thread/"


@pytest.fixture
def moderator(client):
    user = makers.make_moderator("finistere", ["departement-29"])
    client.force_login(user)
    return user


def reported(sheet=None, by="receiver", **changes):
    thread = passed_on(sheet, **changes)
    person = receiver(thread) if by == "receiver" else thread.sender
    return threads.report(thread=thread, contributor=person, text="Il insiste.")


def held():
    for number in range(2):
        passed_on(spoken_for(f"Jardin {number}"), email=f"complice{number}@exemple.fr")
    return passed_on(spoken_for("Jardin retenu", "camille@exemple.fr"))


def page(thread):
    return f"{LIST}{thread.pk}/change/"


def body(response):
    assert response.status_code == 200
    return response.content.decode()


def test_only_what_is_held_or_reported_is_read(client, moderator):
    quiet = passed_on(spoken_for("Jardin tranquille"))
    thread = reported(spoken_for("Jardin signalé"), text="Bonjour, venez tout de suite, ou gare à vous.")
    listed = body(client.get(f"{LIST}?etat=tous"))
    assert "Jardin signalé" in listed and "Jardin tranquille" not in listed
    assert client.get(page(quiet)).status_code == 404
    shown = body(client.get(page(thread)))
    assert "gare à vous" in shown and "Il insiste." in shown and TEXT not in shown
    assert WRITER not in shown and receiver(thread).email not in shown
    assert client.post(page(quiet), {"_ban_sender": "1"}).status_code == 404 and not Block.objects.exists()


def test_those_of_other_territories_are_not_there(client, moderator):
    thread = reported(spoken_for("Jardin de Paris", commune=makers.make_paris(), position=None))
    assert "Jardin de Paris" not in body(client.get(f"{LIST}?etat=tous"))
    assert client.get(page(thread)).status_code == 404
    assert threads_line(moderator).count == 0


def test_held_is_passed_on(client, moderator):
    thread = held()
    assert "Transmettre" in body(client.get(page(thread)))
    assert "Le message est transmis." in body(client.post(page(thread), {"_release": "1"}, follow=True))
    assert Message.objects.filter(to="camille@exemple.fr").exists()
    assert "déjà décidé" in body(client.post(page(thread), {"_refuse": "1"}, follow=True))
    assert "Transmettre" not in body(client.get(page(thread)))


def test_held_is_refused(client, moderator):
    thread = held()
    assert "n’est pas transmis" in body(client.post(page(thread), {"_refuse": "1"}, follow=True))
    assert not Message.objects.filter(to="camille@exemple.fr").exists()
    assert Thread.objects.get(pk=thread.pk).settled_by == moderator


@pytest.mark.parametrize(
    ("button", "state"), [("_settle", "open"), ("_stop", "stopped"), ("_ban_sender", "stopped")]
)
def test_a_report_is_closed(client, moderator, button, state):
    thread = reported()
    client.post(page(thread), {button: "1"})
    thread.refresh_from_db()
    assert (thread.state, thread.is_waiting, thread.settled_by) == (state, False, moderator)
    assert Block.objects.everywhere().exists() is (button == "_ban_sender")
    assert "Aucun" not in body(client.get(f"{LIST}?etat=traites"))


def test_a_block_is_lifted(client, moderator):
    thread = reported()
    checking.ban(exchange=thread, role="sender", by=Author.moderator(moderator))
    assert "Lever le blocage de la personne qui a écrit" in body(client.get(page(thread)))
    assert "de nouveau transmis" in body(client.post(page(thread), {"_unban_sender": "1"}, follow=True))
    assert not Block.objects.exists()


def test_a_block_of_somebody_else_is_told_and_stays(client, moderator):
    thread = reported()
    other = makers.make_moderator("bouches", ["departement-13"])
    checking.ban(exchange=thread, role="sender", by=Author.moderator(other))
    shown = body(client.get(page(thread)))
    assert "par une autre personne de l’équipe" in shown and "Lever le blocage" not in shown
    assert "d’une autre personne" in body(client.post(page(thread), {"_unban_sender": "1"}, follow=True))
    assert Block.objects.exists()


def test_each_button_says_whom_it_is_about_and_each_report_whose_it_is(client, moderator):
    thread = reported(by="sender")
    threads.report(thread=thread, contributor=receiver(thread), text="C’est l’inverse.")
    shown = body(client.get(page(thread)))
    assert "bloquer partout la personne qui a écrit la première (Dominique)" in shown
    assert "bloquer partout la personne qui répond de la fiche" in shown
    assert "Il insiste." in shown and "C’est l’inverse." in shown
    assert "Signalée par la personne qui a écrit la première et par la personne qui répond" in shown
    client.post(page(thread), {"_ban_receiver": "1"})
    assert Block.objects.everywhere().get().sender == receiver(thread)


def test_held_that_nobody_wants_any_more_is_said(client, moderator):
    thread = held()
    reach.silence(sheet=thread.sheet)
    assert "plus personne ne répond" in body(client.post(page(thread), {"_release": "1"}, follow=True))
    assert 'répond de la fiche"' not in body(client.get(page(thread)))


def test_saving_without_a_button_changes_nothing(client, moderator):
    thread = reported()
    client.post(page(thread), {"_save": "1", "state": "open", "sender_name": "Autre"})
    thread.refresh_from_db()
    assert thread.is_waiting and thread.sender_name == "Dominique"


def test_the_reporter_is_told_apart_without_being_named(client, moderator):
    assert "la personne qui a écrit la première" in body(client.get(page(reported(by="sender"))))


def test_they_wait_on_the_desk(client, moderator):
    thread = reported()
    (line,) = [line for line in desk.lines_of(moderator, []) if "messages" in line.name]
    assert (line.count, line.since, line.url) == (1, thread.confirmed_at, LIST)
    assert "messages retenus ou signalés" in body(client.get("/admin/")).lower()


def test_who_may_only_read_decides_nothing(client):
    user = makers.make_moderator("lecture", ["departement-29"])
    Group.objects.get(user=user).permissions.remove(Permission.objects.get(codename="change_thread"))
    client.force_login(user)
    thread = reported()
    assert "Bloquer" not in body(client.get(page(thread)))
    assert client.post(page(thread), {"_ban_sender": "1"}).status_code == 403
    assert not Block.objects.exists()


def test_nobody_adds_or_deletes_any(client, moderator):
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{reported().pk}/delete/", {"post": "yes"}).status_code == 403


def test_few_queries_for_many(client, moderator, django_assert_max_num_queries):
    for number in range(8):
        reported(spoken_for(f"Jardin {number}"), email=f"voisine{number}@exemple.fr", text=f"{TEXT} {number}")
    client.get(LIST)
    with django_assert_max_num_queries(10):
        client.get(LIST)


# Introductions


def introduction(*sheets):
    found = asked(*sheets)
    introductions.report(side=found.sides.first(), text="Il insiste.")
    return found


def test_an_introduction_is_read_once_it_is_reported(client, moderator):
    quiet = asked(
        spoken_for("Un four"), spoken_for("Un verger"), email="autre@exemple.fr", word=f"{WORD} Autre."
    )
    found = introduction()
    address = f"/admin/contact/introduction/{found.pk}/change/"
    shown = body(client.get(address))
    assert WORD in shown and "Il insiste." in shown and "@courriel-prive.fr" not in shown
    assert client.get(f"/admin/contact/introduction/{quiet.pk}/change/").status_code == 404
    assert "Un four" not in body(client.get("/admin/contact/introduction/?etat=tous"))
    assert introductions_line(moderator).count == 1
    assert "est clos" in body(client.post(address, {"_settle": "1"}, follow=True))
    assert "déjà traité" in body(client.post(address, {"_settle": "1"}, follow=True))
    assert "Bloquer partout la personne qui propose (Dominique)" in body(client.get(address))
    client.post(address, {"_ban_introducer": "1"})
    assert Block.objects.everywhere().get().by == moderator
    client.post(address, {"_unban_introducer": "1"})
    assert not Block.objects.everywhere().exists() and introductions_line(moderator).count == 0


def test_introductions_of_other_territories_are_not_there(client, moderator):
    paris = {"commune": makers.make_paris(), "position": None}
    found = introduction(spoken_for("Un four", **paris), spoken_for("Un verger", **paris))
    assert client.get(f"/admin/contact/introduction/{found.pk}/change/").status_code == 404
    assert "Un four" not in body(client.get("/admin/contact/introduction/?etat=tous"))
    assert introductions_line(moderator).count == 0
