"""French typography, numbers and dates, for the texts of the site and for those that people type.

Rules: « Lexique des règles typographiques en usage à l’Imprimerie nationale ». U+00A0 goes inside « », before the
colon and between a number and its unit; U+202F goes before ; ! ? and within thousands. All filters return plain
text, which the template escapes.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone

from contributors.typography import MONTHS, THIN, day_in_words, typo

register = template.Library()
register.filter(typo)


@register.filter
def nombre(value: Any) -> str:
    """Return a number the French way: 12 345 with U+202F between thousands, and a decimal comma.

    What is not a number comes back as text; None gives an empty text.
    """
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    return f"{value:,}".replace(",", THIN).replace(".", ",").replace("-", "−")


@register.filter
def taux(value: float | None) -> str:
    """Return a rate with the digits that make sense: « 12 », « 1,4 », « 0,05 »; nothing for None."""
    if value is None:
        return ""
    digits = 0 if value >= 10 or not value else 1 if value >= 0.95 else 2
    if value and round(value, digits) == 0:
        return "moins de 0,01"
    return f"{value:.{digits}f}".replace(".", ",")


@register.filter
def pour_cent(value: float | None) -> str:
    """Return a share, given in percents, in whole ones: « 24 % »; nothing for None."""
    if value is None:
        return ""
    return "moins de 1\u00a0%" if 0 < value < 0.5 else f"{value:.0f}\u00a0%"


@register.filter
def pluriel(value: Any, endings: str = "s") -> str:
    """Return the ending that agrees with a number, or with the length of a collection.

    In French the plural starts at two: 0 and 1,9 are singular (Django's `pluralize` says « 0 initiatives »).
    `endings` is the plural one ("s", "x") or both, parted by a comma ("al,aux").
    """
    singular, _, plural = endings.rpartition(",")
    try:
        amount = abs(float(value))
    except (TypeError, ValueError):
        try:
            amount = len(value)
        except TypeError:
            return ""
    return plural if amount >= 2 else singular


@register.filter
def date_fr(value: Any, form: str = "jour") -> str:
    """Return a date in words: « 1er mars 2026 », or « mars 2026 » if `form` is "mois", « 1er mars » if "court".

    A moment that knows its time zone is taken at the hour of the site. What is not a date gives an empty text.
    """
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    if not isinstance(value, date):
        return ""
    month = MONTHS[value.month - 1]
    if form == "mois":
        return f"{month} {value.year}"
    if form == "court":
        return day_in_words(value).removesuffix(f" {value.year}")
    return day_in_words(value)
