from initiatives.models import Theme
from opendata.pictures import colours


def test_colours_are_those_of_the_pages():
    tokens = colours.tokens()
    for name in ("PAPER", "INK", "SOFT", "BLUE", "GORSE", "SEA", "LAND", "COAST"):
        assert tokens[name.lower()] == getattr(colours, name)
    assert tokens["land-2"] == colours.LAND_2


def test_each_colour_of_a_theme_is_known():
    found = {colours.of_theme(colour) for colour in Theme.Colour.values}
    assert len(found) == len(Theme.Colour.values)
    assert colours.of_theme("zzz") == colours.INK
