"""What the form of a meeting refuses beyond each field alone: times that cannot be, places that are nowhere."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from contributors.typography import day_in_words
from events.models.occurrence import LONGEST as LONGEST_MEETING
from events.recurrence import LONGEST, MOST, Rhythm
from events.zones import why_unclear

AHEAD = timedelta(days=731)  # what is planned later than that is not planned


def check_day(day: date) -> date:
    """Return the day of a meeting. Raises ValidationError for one that is over, or more than two years ahead."""
    today = timezone.localdate()
    if day < today:
        raise ValidationError(
            "Cette date est passée\u00a0: choisissez aujourd’hui ou plus tard.", code="past"
        )
    if day > today + AHEAD:
        last = day_in_words(today + AHEAD)
        raise ValidationError(
            f"On annonce une rencontre deux ans à l’avance au plus\u00a0: choisissez une date jusqu’au {last}.",
            code="far",
        )
    return day


def end_faults(day: date, starts: time, end_day: date, ends: time) -> dict[str, str]:
    """Return what is wrong with the end of a meeting, by the name of the field."""
    if end_day < day:
        return {"end_day": "Elle finirait avant d’avoir commencé\u00a0: corrigez l’une des deux dates."}
    if end_day == day and ends <= starts:
        return {
            "ends": "Elle finirait avant d’avoir commencé\u00a0: corrigez l’heure. Si elle se termine un autre jour, "
            "dites lequel."
        }
    if end_day - day >= LONGEST_MEETING:
        return {
            "end_day": f"Une rencontre dure {LONGEST_MEETING.days} jours au plus. Si elle revient, choisissez son "
            "rythme."
        }
    return {}


def clock_faults(day: date, starts: time, end_day: date, ends: time, zone: str) -> dict[str, str]:
    """Return which of its first times the clock skips or shows twice, by the name of the field."""
    found = {
        "starts": why_unclear(datetime.combine(day, starts), zone),
        "ends": why_unclear(datetime.combine(end_day, ends), zone),
    }
    return {name: fault for name, fault in found.items() if fault}


def rhythm_faults(
    day: date, length: timedelta, rhythm: str, until: date | None, times: int | None
) -> dict[str, str]:
    """Return what is wrong with how a meeting comes again, by the name of the field."""
    if rhythm == Rhythm.ONCE:
        return {}
    if until is None and times is None:
        return {"until": "Dites jusqu’à quand elle revient, ou combien de fois."}
    if times is not None and not 1 <= times <= MOST:
        return {
            "times": f"Écrivez un nombre de 2 à {MOST}\u00a0: {MOST} fois, c’est deux ans chaque semaine."
        }
    if until is not None and until < day:
        return {"until": "Cette date vient avant la première rencontre."}
    if until is not None and until > day + LONGEST:
        return {
            "until": "Une rencontre revient pendant deux ans au plus\u00a0: choisissez une date plus proche."
        }
    step = timedelta(days={Rhythm.WEEKLY: 7, Rhythm.FORTNIGHTLY: 14}.get(Rhythm(rhythm), 28))
    if length >= step:
        return {"rhythm": "Elle recommencerait avant d’être finie\u00a0: choisissez un rythme moins rapide."}
    return {}
