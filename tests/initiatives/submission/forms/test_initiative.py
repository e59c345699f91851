import pytest
import time_machine
from django.http import QueryDict

from initiatives.models import Tag
from initiatives.submission.forms.initiative import MAX_TAGS, InitiativeForm
from tests import makers
from tests.proposals import proposal

pytestmark = pytest.mark.django_db


def form(**changes):
    data = QueryDict(mutable=True)
    for name, value in proposal(**changes).items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    return InitiativeForm(data)


def cleaned(**changes):
    checked = form(**changes)
    assert not checked.errors
    return checked.cleaned_data


def test_a_summary_is_one_line_and_a_description_several():
    told = cleaned(summary="Un jardin\n\nà plusieurs", description="Un\r\n\r\ndeux")
    assert (told["summary"], told["description"]) == ("Un jardin à plusieurs", "Un\n\ndeux")


@pytest.mark.parametrize(("name", "length"), [("title", 120), ("summary", 280), ("description", 10_000)])
def test_lengths(name, length):
    assert not form(**{name: "a" * length}).errors
    assert list(form(**{name: "a" * (length + 1)}).errors) == [name]


def test_the_main_theme_ticked_twice_counts_once():
    main, second, third = (
        makers.make_theme(),
        makers.make_theme("numerique", "N"),
        makers.make_theme("sante", "S"),
    )
    themes = [main.pk, second.pk, third.pk]
    assert cleaned(main_theme=main.pk, themes=themes)["themes"] == [second, third]
    fourth = makers.make_theme("culture", "C")
    assert list(form(main_theme=main.pk, themes=[*themes, fourth.pk]).errors) == ["themes"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", []),
        (" , ;,", []),
        ("compost, école ; #quartier", ["compost", "école", "quartier"]),
        ("compost,compost", ["compost"]),
        ("C++, l’été", ["C++", "l’été"]),
    ],
)
def test_tags_are_parted_by_commas(typed, names):
    initiative = form(tags=typed)
    assert not initiative.errors
    assert initiative.tag_names() == names


def test_ticked_tags_are_added_to_those_typed():
    compost = makers.make_tag("compost", makers.make_theme())
    free = makers.make_tag("libre")
    initiative = form(tags="jardin", suggested_tags=[compost.pk])
    assert not initiative.errors and initiative.tag_names() == ["jardin", "compost"]
    assert list(form(suggested_tags=[free.pk]).errors) == ["suggested_tags"]


def test_too_many_tags_or_too_long_ones_are_refused():
    assert not form(tags=",".join(f"mot {n}" for n in range(MAX_TAGS))).errors
    assert list(form(tags=",".join(f"mot {n}" for n in range(MAX_TAGS + 1))).errors) == ["tags"]
    assert list(form(tags="a" * 61).errors) == ["tags"]


def test_proposed_tags_come_theme_by_theme():
    garden, digital = makers.make_theme(), makers.make_theme("numerique", "Numérique et communs")
    for name, theme in [("wiki", digital), ("compost", garden), ("verger", garden), ("seule", None)]:
        makers.make_tag(name, theme)
    shown = [(theme, [box.choice_label for box in boxes]) for theme, boxes in InitiativeForm().suggestions()]
    assert shown == [(garden, ["compost", "verger"]), (digital, ["wiki"])]


def test_there_may_be_no_tag_at_all():
    Tag.objects.all().delete()
    assert InitiativeForm().suggestions() == []


@time_machine.travel("2026-06-15T12:00:00Z", tick=False)
def test_a_year_is_between_the_first_cooperatives_and_now():
    assert not form(since="1800").errors and not form(since="2026").errors and not form(since="").errors
    assert form(since="1799").errors["since"] == form(since="2027").errors["since"]
    assert "entre 1800 et 2026" in form(since="2027").errors["since"][0]
