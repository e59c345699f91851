import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from outbox import actions
from outbox.models import Message

pytestmark = pytest.mark.django_db


def test_a_mail_waits_with_the_job_that_sends_it():
    message = actions.write(to="camille@exemple.fr", subject="Bonjour", body="\nTexte\n\n")
    assert (message.state, message.body) == (Message.State.WAITING, "Texte\n")
    job = ProcrastinateJob.objects.get(task_name="outbox.send_message", args={"message_id": message.pk})
    assert (job.queue_name, job.status) == ("mail", "todo")


def test_both_vanish_when_what_they_tell_of_does():
    jobs = ProcrastinateJob.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.write(to="camille@exemple.fr", subject="Bonjour", body="Texte")
        raise ZeroDivisionError
    assert not Message.objects.exists()
    assert ProcrastinateJob.objects.count() == jobs


def test_a_template_is_written():
    said = {"contributor": {"name": "L’Air & <Rien>"}}
    message = actions.write_from("moderation/mail/erased.txt", said, to="a@b.fr", reply_to="dom@b.fr")
    assert (message.to, message.reply_to) == ("a@b.fr", "dom@b.fr")
    assert message.subject and message.subject not in message.body
    assert "L’Air & <Rien>" in message.body


@pytest.mark.parametrize(
    "line_break", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"]
)
def test_a_subject_is_one_line(line_break):
    message = actions.write(to="a@exemple.fr", subject=f"Titre {line_break}\tBcc: b@exemple.fr", body="x")
    assert message.subject == "Titre Bcc: b@exemple.fr"


def test_a_subject_keeps_its_typography_and_has_an_end():
    message = actions.write(to="a@exemple.fr", subject="À relire\u00a0: " + "é" * 300, body="x")
    assert message.subject.startswith("À relire\u00a0: é")
    assert len(message.subject) == 200


def test_answers_go_where_their_reader_said_or_nowhere():
    assert actions.write(to="camille@exemple.fr", subject="Bonjour", body="Texte").reply_to == ""
    shown = actions.write(to="camille@exemple.fr", subject="Bonjour", body="Texte", reply_to="dom@exemple.fr")
    assert shown.reply_to == "dom@exemple.fr"
