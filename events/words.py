"""When a meeting takes place, as people say it."""

from datetime import date, datetime, time

from contributors.typography import day_in_words
from events.recurrence import DAYS
from events.zones import CLOCKS, PARIS


def hour_in_words(hour: time) -> str:
    """Return an hour as it is written: « 18 h », « 18 h 30 »."""
    minutes = f"\u00a0{hour.minute:02}" if hour.minute else ""
    return f"{hour.hour}\u00a0h{minutes}"


def weekday_in_words(day: date) -> str:
    """Return a day with its name: « mardi 2 mars 2027 »."""
    return f"{DAYS[day.weekday()]} {day_in_words(day)}"


def hours_in_words(start: datetime, end: datetime) -> str:
    """Return from when to when, on one day or over several: « de 18 h à 20 h »."""
    if start.date() == end.date():
        return f"de {hour_in_words(start.time())} à {hour_in_words(end.time())}"
    last = weekday_in_words(end.date()).removesuffix(f" {start.year}")
    return f"de {hour_in_words(start.time())} au {last}, {hour_in_words(end.time())}"


def zone_in_words(name: str) -> str:
    """Return whose clock it is, where it is not that of Paris: « heure de La Réunion »; nothing for Paris."""
    return "" if name == PARIS or name not in CLOCKS else f"heure {CLOCKS[name]}"
