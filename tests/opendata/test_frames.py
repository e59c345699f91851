import pytest
from django.http import QueryDict

from opendata.frames import KINDS
from tests import makers

pytestmark = pytest.mark.django_db


def shown(kind, query=""):
    return KINDS[kind].read(QueryDict(query))


@pytest.mark.parametrize(
    ("kind", "title", "page"),
    [
        ("carte", "Carte des initiatives locales", "/carte/"),
        ("liste", "Initiatives locales", "/initiatives/"),
        ("appels", "Appels à participation", "/appels/"),
        ("agenda", "Rencontres à venir", "/rencontres/"),
    ],
)
def test_a_list_says_where_it_is_about_what_and_which_page_says_the_same(kind, title, page):
    makers.make_commune()
    makers.make_theme()
    assert shown(kind).title == title
    assert shown(kind).page == page
    filtered = shown(kind, "theme=alimentation&territoire=departement-29&q=%00&couleurs=clair")
    assert filtered.title == f"{title} dans le Finistère\u00a0: Alimentation et agriculture"
    assert filtered.page == f"{page}?theme=alimentation&territoire=departement-29"
    assert KINDS[kind].url == f"/integrer/{kind}/"


def test_an_agenda_is_of_what_comes():
    assert shown("agenda", "quand=passees").pairs == ()


def test_a_card_leads_to_the_address_of_today():
    sheet = makers.make_initiative()
    sheet.rename("autre-adresse")
    sheet.save()
    found = shown("fiche", "f=/initiatives/jardin-partage-du-bouguen/")
    assert found.page == "/initiatives/autre-adresse/"
    assert found.pairs == (("f", "initiatives/autre-adresse"),)


def test_a_card_of_nothing():
    assert shown("fiche").sheet is None
    assert shown("fiche", "f=nulle-part").page == "/"
