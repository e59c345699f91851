import pytest
from django.http import QueryDict

from opendata.embeds import Embed
from tests import makers

pytestmark = pytest.mark.django_db


def embed(query=""):
    return Embed.parse(QueryDict(query))


def test_the_frame_shows_what_was_chosen():
    makers.make_department()
    assert embed().source == "/integrer/carte/"
    chosen = embed("forme=liste&territoire=departement-29")
    assert chosen.source == "/integrer/liste/?territoire=departement-29"
    assert chosen.title == "Initiatives locales dans le Finistère"


def test_another_form_is_the_map():
    assert embed("forme=../admin").source == "/integrer/carte/"


def test_the_code_is_a_frame_with_a_title_and_a_link(settings):
    settings.SITE_URL = "https://exemple.fr"
    makers.make_theme()
    code = embed("forme=liste&theme=alimentation&q=%22%3E%3Cscript%3E").code
    assert code.startswith(
        '<iframe src="https://exemple.fr/integrer/liste/?q=%22%3E%3Cscript%3E&amp;theme=alimentation"'
    )
    assert 'title="Initiatives locales"' in code
    assert '<a href="https://exemple.fr/initiatives/?q=' in code
    assert "<script>" not in code
    assert not hasattr(code, "__html__")


def test_filters_that_the_page_does_not_ask_are_kept():
    makers.make_initiative(tags=["compost"])
    assert embed("tag=compost&q=jardin&territoire=departement-29").kept == [("tag", "compost")]


def test_territories_to_choose_among_and_the_one_one_comes_from():
    makers.make_commune()
    levels = dict(embed("territoire=commune-29019").choices())
    assert list(levels) == ["Choisi", "Régions", "Départements"]
    assert levels["Choisi"] == [("commune-29019", "Brest", True)]
    assert ("departement-29", "Finistère", False) in levels["Départements"]
    assert dict(embed("territoire=region-53").choices())["Régions"] == [("region-53", "Bretagne", True)]
