"""What is asked of a call."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from initiatives.calling.checks import a_month_after, check_text, check_title, check_until


@pytest.mark.parametrize("days", [1, 30, 366])
def test_a_day_from_tomorrow_to_a_year_ahead(days):
    day = timezone.localdate() + timedelta(days=days)
    assert check_until(day) == day


@pytest.mark.parametrize("days", [-400, -1, 0, 367, 4000])
def test_no_other_day(days):
    with pytest.raises(ValidationError):
        check_until(timezone.localdate() + timedelta(days=days))


def test_not_the_year_9999():
    with pytest.raises(ValidationError):
        check_until(date(9999, 12, 31))


@pytest.mark.parametrize(
    "title",
    [
        "Écrivez à camille@exemple.fr",
        "Écrivez à camille (at) exemple.fr",
        "Écrivez à camille [arobase] exemple point fr",
        "camille arobase exemple.fr cherche des bras",
        "camille＠exemple．fr",
        "Écrivez à jean(a)exemple.fr",
        "Écrivez à jean (chez) exemple point fr",
        "Appelez le 06 12 34 56 78",
        "Appelez le +33612345678",
    ],
)
def test_no_contact_in_a_title(title):
    with pytest.raises(ValidationError):
        check_title(title)


@pytest.mark.parametrize(
    "title",
    [
        "Deux personnes pour arroser en août",
        "Un lieu à Brest, 30 m² ou plus",
        "Collectif @tous cherche un toit",
        "doc@brest cherche des bras",
        "Du 06 au 12 août, 30 à 40 chaises",
    ],
)
def test_other_titles(title):
    assert check_title(title) == title


@pytest.mark.parametrize(
    "text",
    [
        "https://exemple.fr/",
        "[Ici](https://exemple.fr/annonce)",
        "<https://exemple.fr/a> www.exemple.fr/b exemple.fr/c",
        "!!! ???",
        "Voir https://exemple.fr/une-tres-longue-adresse-qui-dit-beaucoup",
    ],
)
def test_a_text_says_something_beside_links(text):
    with pytest.raises(ValidationError):
        check_text(text)


def test_a_text_with_a_link():
    text = "Nous cherchons une remorque pour un week-end\u00a0: https://exemple.fr/"
    assert check_text(text) == text


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2027, 12, 15), date(2028, 1, 15)),
    ],
)
def test_a_month_more(day, after):
    assert a_month_after(day) == after
