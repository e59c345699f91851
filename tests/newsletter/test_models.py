"""What the database refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from contributors.models import Contributor
from moderation.models import Change
from newsletter.models import Issue, MailingList, Subscription
from newsletter.selection import Selection
from tests import makers
from tests.letters import draft, mailing_list, subscriber

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "unconfirmed"},
        {"state": "inconnu"},
        {"active_since": None},
        {"rhythm": "daily"},
        {"territories": ["commune-29019"] * 6},
    ],
)
def test_a_subscription_makes_sense(changes):
    subscription = subscriber()
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscription.objects.filter(pk=subscription.pk).update(**changes)


def test_a_person_has_one_and_each_its_key():
    subscription = subscriber()
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscription.objects.create(contributor=subscription.contributor)
    other = Subscription.objects.create(contributor=Contributor.objects.create(email="b@exemple.fr"))
    assert other.key != subscription.key and len(other.key) == 16


@pytest.mark.parametrize("changes", [{"number": 1}, {"year": 2026, "number": 1}, {"rhythm": "daily"}])
def test_an_issue_has_its_number_when_it_was_sent(changes):
    issue = draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).update(**changes)


def test_one_issue_for_a_period_of_a_list():
    issue = draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        draft(issue.mailing_list)


def test_pages_are_made_anew_when_an_issue_changes():
    before = Change.objects.version()
    draft()
    assert Change.objects.version() != before


def test_a_list_is_looked_after_where_all_of_it_is():
    makers.make_commune()
    makers.make_paris()
    country = mailing_list(name="Pays")
    brest = mailing_list(name="Brest", territories=["commune-29019"])
    both = mailing_list(name="Les deux", territories=["commune-29019", "departement-75"])
    mailing_list(name="Disparu", territories=["departement-99"])
    finistere = makers.make_moderator("finistere", ["departement-29"])
    whole = makers.make_moderator("pays")
    assert list(MailingList.objects.moderated_by(finistere)) == [brest]
    assert set(MailingList.objects.moderated_by(whole)) >= {country, brest, both}
    issue = draft(both)
    assert list(Issue.objects.moderated_by(finistere)) == []
    assert list(Issue.objects.moderated_by(whole)) == [issue]


def test_choices_have_one_order():
    one = MailingList(name="a", address="a@exemple.fr")
    one.choose(Selection(("b", "a", "b"), (2, 1), ("x",)), "monthly")
    assert one.selection == Selection(("a", "b"), (1, 2), ("x",))
    assert Issue(mailing_list=one, rhythm="weekly", start=date(2026, 6, 8)).period.name == "2026-S24"
