import pytest

from articles.models import Article
from events.models import Event
from initiatives.models import Initiative
from moderation.models import Status
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "make"), [(Event, makers.make_event), (Article, makers.make_article)])
def test_what_names_a_sheet_or_one_that_joined_it(kind, make):
    garden, other = makers.make_initiative("Jardin"), makers.make_initiative("Jardin bis")
    one, two = make("Un", initiatives=[garden]), make("Deux", initiatives=[other])
    make("Trois")
    named = kind.objects.naming("initiatives", "initiative", garden)
    assert list(named) == [one]
    Initiative.objects.filter(pk=other.pk).update(status=Status.MERGED, merged_into=garden)
    assert set(kind.objects.naming("initiatives", "initiative", garden)) == {one, two}


@pytest.mark.parametrize(("kind", "make"), [(Event, makers.make_event), (Article, makers.make_article)])
def test_what_names_some_of_many(kind, make):
    garden, other = makers.make_initiative("Jardin"), makers.make_initiative("Verger")
    one = make("Un", initiatives=[garden, other])
    make("Deux", initiatives=[makers.make_initiative("Ailleurs")])
    sheets = Initiative.objects.filter(title__in=["Jardin", "Verger"])
    assert list(kind.objects.filter(kind.objects.naming_some("initiatives", "initiative", sheets))) == [one]


@pytest.mark.parametrize(("kind", "make"), [(Event, makers.make_event), (Article, makers.make_article)])
def test_what_names_no_theme_is_of_all(kind, make):
    health, culture = makers.make_theme("sante", "Santé"), makers.make_theme("culture", "Culture")
    one, none = make("Un", themes=[health]), make("Deux")
    make("Trois", themes=[culture])
    assert set(kind.objects.within_themes(["sante"])) == {one, none}
