from initiatives.basemap.ground import fitted
from initiatives.basemap.outlines import Projection
from opendata.pictures import colours
from opendata.pictures.france import MAINLAND, SIZE, Dot, drawn


def rgb(colour):
    return tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))


def at(picture, longitude, latitude):
    x, y = Projection(fitted(MAINLAND, *SIZE), SIZE[0])(longitude, latitude)
    return picture.getpixel((round(x), round(y)))


def test_land_is_land_and_the_department_in_question_is_blue():
    picture = drawn([Dot("29", -4.06, 48.26, 12, chosen=True), Dot("35", -1.7, 48.1, 3)])
    assert picture.size == SIZE
    assert at(picture, -4.06, 48.26) == rgb(colours.BLUE)
    assert at(picture, -1.7, 48.1) == rgb(colours.SOFT)
    assert at(picture, 2.5, 46.5) == rgb(colours.LAND)
    assert at(picture, -5.0, 46.0) == rgb(colours.SEA)


def test_a_small_place_has_a_mark():
    picture = drawn([Dot("29", -4.06, 48.26, 12, chosen=True)], (-4.49, 48.39))
    assert at(picture, -4.49, 48.39) == rgb(colours.GORSE)


def test_overseas_the_map_is_of_there():
    there = drawn([Dot("974", 55.5, -21.1, 12, chosen=True)])
    assert there.getpixel((SIZE[0] // 2, SIZE[1] // 2)) in (rgb(colours.LAND), rgb(colours.BLUE))
    assert at(there, 2.5, 46.5) != at(drawn([]), 2.5, 46.5) or there.tobytes() != drawn([]).tobytes()
