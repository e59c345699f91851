"""Loading a mailing list of the demonstration set with two letters that it was sent, and taking them away."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from initiatives.demo.extras import Extra
from initiatives.models import Initiative
from newsletter import issues
from newsletter.models import Issue, MailingList
from newsletter.periods import Period, Rhythm

# RFC 2606 reserves the domain: no letter to it reaches anybody.
ADDRESS = "territoires-contributifs@listes.example.org"
NAME = "Territoires contributifs (exemple)"
SENT = 2  # letters
MORNING = timedelta(hours=9)  # of the day after the period
INTRODUCTION = (
    "Bonjour à toutes et à tous,\n\n"
    "Voici ce que l’annuaire a gagné depuis la dernière lettre. Près de chez vous, poussez la porte\u00a0: on vous "
    "y attend. Et s’il manque quelqu’un, décrivez son initiative\u00a0: dix minutes suffisent.\n\n"
    "Bonne lecture\u202f!"
)


@transaction.atomic
def load() -> None:
    """Make the list and its letters, unless it is there already. Needs the directory of the set."""
    periods = _told_periods()
    if not periods or MailingList.objects.filter(address=ADDRESS).exists():
        return
    made = MailingList.objects.create(
        name=NAME, address=ADDRESS, rhythm=Rhythm.MONTHLY, prefix="[territoires]"
    )
    for number, period in enumerate(periods):
        issue = Issue.objects.create(
            mailing_list=made,
            rhythm=period.rhythm,
            start=period.start,
            introduction="" if number else INTRODUCTION,
        )
        issues.keep(issue, issues.digest_of(issue), by=None, at=period.ends_at + MORNING)
    now = Period.around(Rhythm.MONTHLY, timezone.localdate())
    Issue.objects.create(mailing_list=made, rhythm=now.rhythm, start=now.start)  # a draft to read


def _told_periods() -> list[Period]:
    """Return the last months that are over and have examples to tell of, the oldest first."""
    today = timezone.localdate()
    shown = Initiative.objects.published().filter(is_example=True)
    over = shown.filter(published_at__lt=Period.around(Rhythm.MONTHLY, today).begins_at)
    days: list[date] = [timezone.localdate(at) for at in over.values_list("published_at", flat=True)]
    months = sorted({day.replace(day=1) for day in days})
    return [Period(Rhythm.MONTHLY, month) for month in months[-SENT:]]


@transaction.atomic
def remove() -> None:
    """Delete the list of the set, and all letters to it."""
    Issue.objects.filter(mailing_list__address=ADDRESS).delete()
    MailingList.objects.filter(address=ADDRESS).delete()


EXTRA = Extra(load=load, remove=remove)
