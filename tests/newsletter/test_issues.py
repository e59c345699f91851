"""Letters to mailing lists: drafts, then sent once, numbered, frozen."""

import email
from datetime import date, timedelta
from email.policy import SMTP
from importlib import import_module
from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from moderation.actions import TransitionRefused
from newsletter import issues, jobs
from newsletter.columns import WIDTH
from newsletter.letters import for_list
from newsletter.models import Issue, MailingList
from outbox.models import Message
from tests import makers
from tests.french_typography import faults
from tests.letters import MONDAY, NEWS_DAY, draft, mailing_list, news, on, send_all

pytestmark = pytest.mark.django_db


def test_a_draft_begins_with_its_period_and_can_be_looked_at():
    one = mailing_list()
    news()
    with on(NEWS_DAY):
        assert issues.open_drafts(NEWS_DAY) == 1
        assert issues.open_drafts(NEWS_DAY) == 0
        issue = one.issues.get()
        assert [item.title for part in issues.digest_of(issue).parts for item in part.items] == [
            "Jardin partagé du Bouguen"
        ]
        with pytest.raises(TransitionRefused, match="à partir du 15\u00a0juin 2026"):
            issues.send(issue=issue, by=None, mails=True)


def test_an_automatic_list_is_written_to_the_day_after():
    mailing_list(is_automatic=True, prefix="[territoires]")
    with on(date(2026, 6, 8)):
        jobs.send_hourly(timestamp=0)
    news()
    (message,) = send_all()
    assert (message.to, message.subject) == (
        "liste@listes.exemple.fr",
        "[territoires] Jardin partagé du Bouguen",
    )
    issue = Issue.objects.sent().get()
    assert (issue.year, issue.number, issue.sent_by) == (2026, 1, None)
    assert send_all() == [] and send_all(MONDAY + timedelta(days=1)) == []


def test_a_list_by_hand_waits_for_its_hand():
    draft()
    news()
    assert send_all() == []
    assert not Issue.objects.sent().exists()


def test_a_list_that_is_new_is_told_nothing_of_before():
    news()
    mailing_list(is_automatic=True)
    assert send_all() == []


def test_a_list_out_of_service_is_left_alone():
    one = mailing_list(is_automatic=True)
    draft(one)
    news()
    MailingList.objects.update(is_open=False)
    assert send_all() == []
    assert Issue.objects.count() == 1


def test_nothing_new_nothing_sent():
    issue = draft(mailing_list(is_automatic=True))
    assert send_all() == []
    with on(MONDAY), pytest.raises(TransitionRefused, match="Rien n’a paru"):
        issues.send(issue=issue, by=None, mails=True)


def test_once_sent_it_is_frozen():
    news("Dans la lettre")
    issue = draft(introduction="Bonne lecture.")
    user = makers.make_administrator()
    with on(MONDAY):
        sent = issues.send(issue=issue, by=user, mails=False)
        with pytest.raises(TransitionRefused, match="déjà partie"):
            issues.send(issue=issue, by=user, mails=False)
    news("Arrivée après", day=NEWS_DAY)
    titles = [item.title for part in issues.digest_of(sent).parts for item in part.items]
    assert titles == ["Dans la lettre"]
    assert not Message.objects.exists()  # by hand


def test_numbers_follow_each_other_within_the_year():
    one = mailing_list()
    given = []
    for day in (date(2026, 12, 16), date(2026, 12, 23), date(2026, 12, 30), date(2027, 1, 6)):
        news(f"Jardin {day}", day=day)
        issue = draft(one, day=day)
        with on(issue.period.end + timedelta(days=1)):
            sent = issues.send(issue=issue, by=None, mails=False)
        given.append((sent.year, sent.number))
    assert given == [(2026, 1), (2026, 2), (2027, 1), (2027, 2)]


@pytest.mark.django_db(transaction=True)
def test_two_who_send_at_once_send_one():
    news()
    issue, barrier, outcomes = draft(), Barrier(2), []

    def work():
        barrier.wait()
        try:
            issues.send(issue=issue, by=None, mails=True)
            outcomes.append("sent")
        except TransitionRefused:
            outcomes.append("too late")
        finally:
            connection.close()

    with on(MONDAY):
        threads = [Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(outcomes) == ["sent", "too late"]
    assert Message.objects.count() == 1


def letter_of(**fields):
    news()
    issue = draft(
        mailing_list(**fields), introduction="Un mot d’introduction, avec des lignes assez longues. " * 4
    )
    with on(MONDAY):
        return for_list(issues.digest_of(issue), issue), issue


def test_the_text_fits_in_72_columns_and_is_in_good_french():
    letter, _ = letter_of()
    assert [
        line for line in letter.body.split("\n") if len(line) > WIDTH and not line.startswith("http")
    ] == []
    assert faults(letter.body) == []
    assert "Un mot d’introduction" in letter.body


def test_the_file_is_a_mail_that_waits_to_be_sent():
    letter, issue = letter_of(prefix="[liste]\r\nBcc: tout@exemple.fr")
    content = issues.as_file(letter, issue)
    mail = email.message_from_bytes(content, policy=SMTP)
    assert mail["To"] == "liste@listes.exemple.fr" and mail["X-Unsent"] == "1"
    assert mail["Bcc"] is None and mail["Subject"].startswith("[liste] Bcc: tout@exemple.fr Jardin")
    assert mail.get_content().replace("\r\n", "\n").strip() == letter.body.strip()


def test_a_link_opens_it_in_a_mail_program_only_when_it_is_short():
    letter, issue = letter_of()
    long = type(letter)(letter.subject, letter.body * 2)
    assert issues.as_link(long, issue) == "" and issues.as_link(letter, issue)
    short = type(letter)("Objet & co", "Un mot\nà vous")
    link = issues.as_link(short, issue)
    assert link.startswith("mailto:liste%40listes.exemple.fr?subject=Objet%20%26%20co&body=Un%20mot%0D%0A")


def told(message):
    return {title for title in ("Du 3", "Du 10", "Du 17", "Du 24") if title in message.body}


def test_a_list_whose_rhythm_changes_is_told_each_news_once():
    """By itself, from weeks to months: the week that had begun leaves, then the rest of the month."""
    one = mailing_list(is_automatic=True)
    with on(date(2026, 6, 8)):
        jobs.send_hourly(timestamp=0)
    for day in (10, 17, 24):
        news(f"Du {day}", day=date(2026, 6, day))
    sent = [told(message) for message in send_all(MONDAY)]
    one.rhythm = "monthly"
    one.save()
    for day in (date(2026, 6, 20), date(2026, 6, 22), date(2026, 6, 29), date(2026, 7, 1), date(2026, 7, 2)):
        sent += [told(message) for message in send_all(day)]
    assert sent == [{"Du 10"}, {"Du 17"}, {"Du 24"}]


def test_from_months_to_weeks_the_month_tells_what_no_week_told():
    one = mailing_list(is_automatic=True, rhythm="monthly")
    with on(date(2026, 6, 1)):
        jobs.send_hourly(timestamp=0)
    for day in (3, 17, 24):
        news(f"Du {day}", day=date(2026, 6, day))
    one.rhythm = "weekly"
    one.save()
    sent = []
    for day in (date(2026, 6, 16), date(2026, 6, 22), date(2026, 6, 29), date(2026, 7, 1)):
        sent += [told(message) for message in send_all(day)]
    assert sent == [{"Du 17"}, {"Du 24"}, {"Du 3"}]


def test_a_draft_of_another_rhythm_does_not_show_what_its_list_knows():
    one = mailing_list()
    week = draft(one)
    news("Du 10")
    news("Du 17", day=date(2026, 6, 17))
    with on(MONDAY):
        issues.send(issue=week, by=None, mails=False)
    one.rhythm = "monthly"
    one.save()
    (part,) = issues.digest_of(draft(one)).parts
    assert [item.title for item in part.items] == ["Du 17"]


def test_a_list_that_changes_its_mind_leaves_what_was_sent(client):
    makers.make_department()
    one = mailing_list(language="br")
    news()
    issue = draft(one, introduction="Demat deoc’h.")
    with on(MONDAY):
        issues.send(issue=issue, by=None, mails=False)
    one.territories, one.language, one.kinds = ["departement-29"], "oc", ["analyses"]
    one.save()
    sent = Issue.objects.sent().get()
    page = client.get(sent.get_absolute_url()).content.decode()
    assert "dans toute la France" in page and "Finistère" not in page and 'lang="br"' in page
    assert sent.selection.wants("initiatives") and "Jardin partagé" in page
    other = draft(one, day=MONDAY)
    assert other.selection.kinds == ("analyses",)  # a draft follows its list


def test_letters_that_were_sent_before_keep_what_their_lists_want_today():
    one = mailing_list(kinds=["initiatives"], language="br", territories=["departement-29"], themes=[7])
    sent, waits = draft(one), draft(one, day=MONDAY)
    Issue.objects.filter(pk=sent.pk).update(sent_at=timezone.now(), year=2026, number=1)
    import_module("newsletter.migrations.0003_issue_choices").freeze_choices(apps, None)
    sent.refresh_from_db()
    waits.refresh_from_db()
    assert (sent.kinds, sent.language) == (["initiatives"], "br")
    assert (sent.territories, sent.themes) == (["departement-29"], [7])
    assert (waits.kinds, waits.language) == ([], "fr")


def test_a_list_that_cannot_be_written_to_keeps_no_other_from_its_letter(monkeypatch):
    first = draft(mailing_list(name="A", is_automatic=True))
    second = draft(mailing_list(name="B", address="b@listes.exemple.fr", is_automatic=True))
    news()
    real = issues.for_list

    def fail_for_one(digest, issue):
        if issue.pk == first.pk:
            raise ValueError("broken")
        return real(digest, issue)

    monkeypatch.setattr(issues, "for_list", fail_for_one)
    with on(MONDAY), pytest.raises(ValueError, match="broken"):
        jobs.send_hourly(timestamp=0)
    assert [issue.pk for issue in Issue.objects.sent()] == [second.pk]
    assert ProcrastinateJob.objects.filter(task_name="newsletter.send_letters").exists()
