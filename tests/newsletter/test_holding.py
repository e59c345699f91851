"""What is held about sheets and persons."""

import json
from datetime import timedelta

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from contributors.models import Contributor
from initiatives.demo import loading
from moderation import actions, erasure, merging
from moderation.authors import Author
from moderation.exporting import export_of
from moderation.person_erasure import erase_words
from newsletter import issues
from newsletter.models import Delivery, Issue, Subscription
from tests import makers
from tests.letters import MONDAY, READER, draft, news, on, send_all, subscriber

pytestmark = pytest.mark.django_db


def sent_issue():
    issue = draft()
    with on(MONDAY):
        return issues.send(issue=issue, by=None, mails=False)


def test_an_export_tells_of_the_subscription():
    subscription = subscriber(territories=("departement-29",))
    makers.make_department()
    news()
    send_all()
    held = json.dumps(export_of(subscription.contributor), cls=DjangoJSONEncoder, ensure_ascii=False)
    assert "abonnement à la lettre" in held and "Finistère" in held and "lettre par courriel" in held
    other = makers.make_contributor("autre@exemple.fr")
    assert "abonnement à la lettre" not in export_of(other)


def test_what_is_erased_leaves_not_even_its_number():
    gone, kept = news("Effacée"), news("Restée")
    issue = sent_issue()
    assert set(issue.contents["initiatives"]) == {gone.pk, kept.pk}
    number = gone.pk
    erasure.erase(sheet=gone)
    issue.refresh_from_db()
    assert issue.contents["initiatives"] == [kept.pk] and number not in issue.contents["initiatives"]


def test_a_call_that_goes_with_its_initiative_goes_too():
    garden = news()
    with on(MONDAY - timedelta(days=3)):
        makers.make_call("Une brouette", initiative=garden)
    issue = sent_issue()
    erasure.erase(sheet=garden)
    issue.refresh_from_db()
    assert issue.contents == {"initiatives": [], "appels": []}


def test_the_page_tells_what_is_public_today(client):
    gone, merged, kept = news("Retirée"), news("Fusionnée"), news("Restée")
    issue = sent_issue()
    actions.archive(sheet=gone, by=Author.system())
    merging.merge(winner=kept, loser=merged, choices={}, by=Author.system())
    page = client.get(issue.get_absolute_url()).content.decode()
    assert "Restée" in page and "Retirée" not in page and "Fusionnée" not in page
    actions.restore(sheet=gone, by=Author.system())
    assert "Retirée" in client.get(issue.get_absolute_url()).content.decode()


def test_removing_the_demonstration_takes_its_sheets_along():
    news("Exemple", source=loading.EXAMPLES)
    issue = sent_issue()
    assert loading.remove() == 1
    issue.refresh_from_db()
    assert issue.contents == {"initiatives": []}


def test_erasing_ones_words_leaves_the_letter():
    subscription = subscriber()
    erase_words(contributor=subscription.contributor, by=None)
    assert Subscription.objects.get().is_active


def test_the_purge_of_every_night_forgets_what_is_old():
    subscriber()
    send_all()
    Delivery.objects.update(at=timezone.now() - timedelta(days=400))
    assert erasure.purge()["deliveries of letters"] == 1


def test_a_person_who_goes_takes_the_subscription_along():
    subscriber()
    Contributor.objects.filter(email=READER).delete()
    assert not Subscription.objects.exists() and not Issue.objects.exists()
