"""Which calls lists show."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from initiatives.calling.lists import CallFilters, calls_of, ending_soonest
from initiatives.models import call_set
from moderation import actions
from moderation.authors import Author
from moderation.models import Status
from tests import makers

pytestmark = pytest.mark.django_db


def found(query):
    return [call.title for call in CallFilters.parse(QueryDict(query)).calls]


@pytest.fixture
def some():
    """Make three open calls of two initiatives, and several that are none."""
    garden = makers.make_initiative(theme=makers.make_theme())
    radio = makers.make_initiative(
        "Radio", theme=makers.make_theme("culture", "Culture"), commune=makers.make_paris(), position=None
    )
    made = [
        makers.make_call("Arroser", initiative=garden, days=30),
        makers.make_call(
            "Un micro", initiative=radio, days=3, kind="materiel", text="Un enregistreur ancien."
        ),
        makers.make_call("Une grange", initiative=garden, days=90, kind="lieu"),
    ]
    for status in (Status.UNCONFIRMED, Status.PENDING, Status.REFUSED, Status.ARCHIVED, Status.WITHDRAWN):
        makers.make_call(f"Pas {status}", initiative=garden, status=status)
    return made


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Une grange", "Un micro", "Arroser"]),
        ("tri=fin", ["Un micro", "Arroser", "Une grange"]),
        ("appel=lieu", ["Une grange"]),
        ("appel=lieu&appel=materiel", ["Une grange", "Un micro"]),
        ("theme=culture", ["Un micro"]),
        ("theme=culture&theme=alimentation", ["Une grange", "Un micro", "Arroser"]),
        ("territoire=departement-29", ["Une grange", "Arroser"]),
        ("territoire=departement-75&appel=lieu", []),
        ("q=enregistreurs", ["Un micro"]),
        ("q=GRANGE", ["Une grange"]),
        ("q=grange+micro", []),
        ("appel=rien&theme=rien&territoire=rien&tri=rien", ["Une grange", "Un micro", "Arroser"]),
    ],
)
def test_filters(some, query, titles):
    assert found(query) == titles


def test_what_cannot_be_a_filter_is_none(some):
    assert len(found("q=%00&appel=%00&territoire=%00")) == 3
    assert found(f"q={'a' * 5000}") == []


def test_the_query_says_the_filters_again():
    makers.make_theme()
    makers.make_commune()
    query = "q=micro&appel=lieu&theme=alimentation&territoire=departement-29&tri=fin"
    filters = CallFilters.parse(QueryDict(query))
    assert filters.query == query
    assert filters.label == "un lieu, Alimentation et agriculture, Finistère, «\u00a0micro\u00a0»"


def test_those_of_an_initiative_end_soonest_first(some):
    assert [call.title for call in calls_of(some[0].initiative)] == ["Arroser", "Une grange"]


def test_a_few_for_other_pages(some):
    assert [call.title for call in ending_soonest(2)] == ["Un micro", "Arroser"]
    assert [call.title for call in ending_soonest(2, ["departement-29"])] == ["Arroser", "Une grange"]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        for call in ending_soonest(3, ["departement-29"]):
            assert call.where == "Brest (29)" and call.initiative.main_theme.name and call.excerpt
    assert len([query for query in queries if "initiatives_call" in query["sql"]]) == 1


@pytest.mark.parametrize("act", [actions.archive, actions.withdraw])
def test_they_go_and_come_with_their_initiative(some, act):
    garden = some[0].initiative
    act(sheet=garden, by=Author.system())
    assert found("") == found("territoire=") == ["Un micro"]
    assert found("territoire=departement-29") == []
    actions.restore(sheet=garden, by=Author.system())
    assert found("territoire=departement-29") == ["Une grange", "Arroser"]


def test_one_whose_day_is_over_is_gone_before_any_job(some, time_machine):
    from datetime import timedelta

    from django.utils import timezone

    time_machine.move_to(timezone.now() + timedelta(days=4), tick=False)
    assert "Un micro" not in found("") and "Un micro" not in found("theme=culture")
    assert [call.title for call in ending_soonest(1)] == ["Arroser"]


@pytest.fixture
def here_and_there():
    """Return one call in Brest and one in Marseille, of which the second ends sooner."""
    region = makers.make_region("93", "Provence-Alpes-Côte d’Azur")
    department = makers.make_department("13", "Bouches-du-Rhône", region, (43.5, 5.1))
    far = makers.make_commune("13055", "Marseille", (43.2965, 5.3698), department=department)
    here = makers.make_call("Arroser", initiative=makers.make_initiative("Jardin"), days=30)
    there = makers.make_call(
        "Porter", initiative=makers.make_initiative("Épicerie", commune=far, position=None), days=10
    )
    return here, there


@pytest.mark.parametrize("few", [0, 1000])
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("territoire=region-53", ["Arroser"]),
        ("territoire=departement-13", ["Porter"]),
        ("theme=alimentation&tri=fin", ["Porter", "Arroser"]),
        ("theme=alimentation&territoire=region-53", ["Arroser"]),
        ("territoire=departement-13&theme=alimentation", ["Porter"]),
    ],
)
def test_many_calls_or_few_are_found_alike(here_and_there, monkeypatch, few, query, titles):
    monkeypatch.setattr(call_set, "FEW", few)
    filters = CallFilters.parse(QueryDict(query))
    assert [call.title for call in filters.calls] == titles
    assert filters.number == len(titles)


@pytest.mark.parametrize("few", [0, 1000])
def test_what_ends_soonest_comes_first(here_and_there, monkeypatch, few):
    monkeypatch.setattr(call_set, "FEW", few)
    assert [call.title for call in ending_soonest(5)] == ["Porter", "Arroser"]
    assert [call.title for call in ending_soonest(5, ["theme:999"])] == []
    assert [call.title for call in ending_soonest(5, ["departement-29"])] == ["Arroser"]


@pytest.mark.parametrize("query", ["", "appel=lieu", "theme=alimentation", "q=grange"])
def test_calls_are_counted_without_looking_at_each_initiative(some, query):
    """What is not public is looked up once; the calls of such an initiative count no more than they are listed."""
    hidden = makers.make_initiative("Caché", theme=makers.make_theme())
    makers.make_call("Une autre grange", initiative=hidden, kind="lieu")
    type(hidden).objects.filter(pk=hidden.pk).update(status=Status.WITHDRAWN)
    filters = CallFilters.parse(QueryDict(query))
    with CaptureQueriesContext(connection) as captured:
        number = filters.number
    assert number == len(CallFilters.parse(QueryDict(query)).calls)
    (counted,) = [one["sql"] for one in captured.captured_queries if "COUNT(" in one["sql"]]
    assert 'JOIN "initiatives_initiative"' not in counted and "ORDER BY" not in counted


def test_what_is_not_public_is_left_out_by_a_join_however_much_it_is(some):
    """A subquery whose hash table does not fit is read again for each call: minutes, instead of a moment."""
    for query in ("", "appel=lieu", "theme=alimentation", "q=grange"):
        plan = CallFilters.parse(QueryDict(query))._passing(in_order=False).order_by().explain()
        assert "Anti Join" in plan and "SubPlan" not in plan
