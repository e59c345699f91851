"""Getting the letter as people do: the form filled, the mailed links opened; and what there is to tell."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import time_machine
from django.core import signing
from django.utils import timezone

from newsletter import jobs, subscribing
from newsletter.models import Issue, MailingList, Subscription
from newsletter.periods import Period
from newsletter.selection import Selection
from outbox.models import Message
from tests import makers

READER = "camille@courriel-prive.fr"
LINK = re.compile(r"https?://[^/\s]+(/\S*[\w-]{43}/)")
NEWS_DAY = date(2026, 6, 10)  # a Wednesday
MONDAY = date(2026, 6, 15)  # the day when that week is told
EVERYTHING = ["initiatives", "appels", "rencontres", "analyses"]


def at(day: date, hour: int = 9) -> datetime:
    """Return an hour of a day, in the time of the site."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def on(day: date, hour: int = 9) -> Any:
    """Be at an hour of a day."""
    return time_machine.travel(at(day, hour), tick=False)


def typed(**changes: Any) -> dict[str, Any]:
    """Return what a browser sends of the form, opened a minute ago; None leaves a field out."""
    opened = str(int((timezone.now() - timedelta(minutes=1)).timestamp()))
    form = {
        "start": signing.Signer(salt="contributors.robots").sign(opened),
        "email": READER,
        "place_1": "",
        "kinds": EVERYTHING,
        "rhythm": "weekly",
    } | changes
    return {name: value for name, value in form.items() if value is not None}


def link_for(to: str = READER) -> str:
    """Return the first secret address in the last mail to somebody."""
    found = LINK.search(Message.objects.filter(to=to).latest("pk").body)
    assert found is not None
    return found[1]


def subscriber(
    email: str = READER, *, rhythm: str = "weekly", day: date = date(2026, 6, 1), **chosen: Any
) -> Subscription:
    """Return somebody who gets the letter since a day."""
    with on(day):
        subscribing.ask(email=email, selection=Selection(**chosen), rhythm=rhythm)
        subscription = Subscription.objects.get(contributor__email=email)
        subscribing.confirm(subscription=subscription)
    Message.objects.all().delete()
    return Subscription.objects.get(pk=subscription.pk)


def news(title: str = "Jardin partagé du Bouguen", *, day: date = NEWS_DAY, **fields: Any) -> Any:
    """Return an initiative that was published on a day."""
    with on(day):
        return makers.make_initiative(title, **fields)


def send_all(day: date = MONDAY) -> list[Message]:
    """Run what runs each hour, on a day; return the mails that it wrote."""
    before = set(Message.objects.values_list("pk", flat=True))
    with on(day):
        jobs.send_hourly(timestamp=0)
        jobs.send_letters()
    return list(Message.objects.exclude(pk__in=before).order_by("pk"))


def mailing_list(**fields: Any) -> MailingList:
    """Return a mailing list that is written to once a week."""
    given = {"name": "Territoires contributifs", "address": "liste@listes.exemple.fr"} | fields
    return MailingList.objects.create(**given)


def draft(one: MailingList | None = None, *, day: date = NEWS_DAY, **fields: Any) -> Issue:
    """Return the draft to a list about the period of a day."""
    one = one or mailing_list()
    period = Period.around(one.rhythm, day)
    return Issue.objects.create(mailing_list=one, rhythm=period.rhythm, start=period.start, **fields)
