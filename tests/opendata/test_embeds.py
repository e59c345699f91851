import pytest
from django.http import QueryDict

from opendata.embeds import LARGEST, SMALLEST, Embed
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


@pytest.mark.parametrize("form", ["", "../admin", "%00", "carte%0d%0a"])
def test_another_form_is_the_map(form):
    assert embed(f"forme={form}").source == "/integrer/carte/"


def test_the_code_is_a_frame_with_a_title_and_a_link(settings):
    settings.SITE_URL = "https://exemple.fr"
    makers.make_theme()
    made = embed("forme=liste&theme=alimentation&q=%22%3E%3Cscript%3E")
    assert made.code.startswith(
        '<iframe src="https://exemple.fr/integrer/liste/?q=%22%3E%3Cscript%3E&amp;theme=alimentation"'
    )
    assert (
        'title="Initiatives locales\u00a0: Alimentation et agriculture" width="100%" height="600"'
        in made.code
    )
    assert '<a href="https://exemple.fr/initiatives/?q=' in made.code
    assert "<script>" not in made.code
    assert not hasattr(made.code, "__html__")
    assert made.link.startswith('<a href="https://exemple.fr/initiatives/?q=%22%3E%3Cscript%3E&amp;theme=')


def test_size_and_colours_are_said_in_the_code():
    made = embed("forme=appels&couleurs=sombre&largeur=400&hauteur=500")
    assert made.source == "/integrer/appels/?couleurs=sombre"
    assert 'width="400" height="500"' in made.code


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1", SMALLEST),
        ("999999", LARGEST),
        ("", None),
        ("-5", None),
        ("1e9", None),
        ("²", None),
        ("9" * 999, None),
    ],
)
def test_a_size_that_makes_no_sense(said, meant):
    assert embed(f"largeur={said}").width == meant
    assert embed(f"hauteur={said}").height == (meant or 600)


def test_other_colours_are_those_of_the_device():
    assert embed("couleurs=%22%3E").source == "/integrer/carte/"


def test_the_script_comes_only_where_it_is_wanted_and_serves(settings):
    settings.SITE_URL = "https://exemple.fr"
    script = '<script src="https://exemple.fr/static/embed.js" async></script>'
    assert embed("forme=liste&suivre=1").code.endswith(f"\n{script}")
    assert script not in embed("forme=liste").code
    assert script not in embed("forme=carte&suivre=1").code  # a map takes the height that it is given


def test_a_card_of_no_sheet_waits():
    assert embed("forme=fiche").is_lacking
    sheet = makers.make_initiative()
    made = embed("forme=fiche&f=jardin-partage-du-bouguen")
    assert not made.is_lacking
    assert made.source == "/integrer/fiche/?f=initiatives%2Fjardin-partage-du-bouguen"
    assert made.title == sheet.title


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
