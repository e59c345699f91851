from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template

from territoires.templatetags.french import date_fr, nombre, pluriel

NBSP, THIN = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (999, "999"),
        (12345, f"12{THIN}345"),
        (-1234567, f"−1{THIN}234{THIN}567"),
        (1234.5, f"1{THIN}234,5"),
        (Decimal("0.25"), "0,25"),
        (None, ""),
        ("12345", "12345"),
    ],
)
def test_numbers(value, text):
    assert nombre(value) == text


@pytest.mark.parametrize(
    ("value", "endings", "ending"),
    [
        (0, "s", ""),
        (1, "s", ""),
        (1.9, "s", ""),
        (2, "s", "s"),
        (-3, "s", "s"),
        ("4", "s", "s"),
        (1, "al,aux", "al"),
        (2, "al,aux", "aux"),
        ([], "s", ""),
        ([1, 2], "x", "x"),
        (None, "s", ""),
    ],
)
def test_plural_starts_at_two(value, endings, ending):
    assert pluriel(value, endings) == ending


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (date(2026, 3, 1), "jour", f"1er{NBSP}mars 2026"),
        (date(2026, 8, 21), "jour", f"21{NBSP}août 2026"),
        (date(2026, 2, 8), "mois", "février 2026"),
        (date(2026, 12, 1), "court", f"1er{NBSP}décembre"),
        # Already the next day in Paris.
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "jour", f"1er{NBSP}janvier 2027"),
        (None, "jour", ""),
        ("2026-03-01", "jour", ""),
    ],
)
def test_dates(value, form, text):
    assert date_fr(value, form) == text


def test_typed_texts_are_set_then_escaped():
    page = Template("{{ text|typo }}").render(Context({"text": "L'été <b>«ici»</b> & là ?"}))
    assert page == f"L’été &lt;b&gt;«{NBSP}ici{NBSP}»&lt;/b&gt; &amp; là{THIN}?"
