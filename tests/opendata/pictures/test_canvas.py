from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from opendata.pictures.canvas import HEIGHT, WIDTH, Picture, jpeg
from opendata.pictures.france import Dot

GARDEN = Picture("Alimentation", "Jardin partagé du Bouguen", "Brest (29)", "exemple.fr", "green", "leaf")


def opened(picture):
    content = jpeg(picture)
    assert len(content) < 300_000  # what some networks take
    return Image.open(BytesIO(content))


def is_near(one, other):
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


def test_it_has_the_size_that_networks_ask_for():
    assert opened(GARDEN).size == (WIDTH, HEIGHT) == (1200, 630)


def test_it_shows_the_theme_and_the_site():
    picture = opened(GARDEN)
    assert is_near(picture.getpixel((85, 100)), (47, 107, 42))  # the leaf, green
    assert is_near(picture.getpixel((80, 550)), (28, 63, 149))  # the logo, blue
    assert is_near(picture.getpixel((600, 8)), (23, 32, 43))  # the thick rule


def test_a_photo_takes_its_half(tmp_path):
    path = tmp_path / "photo.webp"
    Image.new("RGB", (640, 480), (200, 30, 30)).save(path)
    picture = opened(replace(GARDEN, photo=path))
    assert is_near(picture.getpixel((950, 300)), (200, 30, 30))
    assert is_near(picture.getpixel((950, 625)), (200, 30, 30))


def test_who_took_a_photo_is_named(tmp_path):
    path = tmp_path / "photo.webp"
    Image.new("RGB", (640, 480), (200, 30, 30)).save(path)
    picture = opened(replace(GARDEN, photo=path, credit="Camille Le Goff, " * 20))
    assert is_near(picture.getpixel((1197, 600)), (246, 243, 234))
    assert is_near(picture.getpixel((950, 590)), (200, 30, 30))


@pytest.mark.parametrize("content", [None, b"", b"<svg/>"])
def test_a_photo_that_cannot_be_read_is_done_without(tmp_path, content):
    path = tmp_path / "photo.webp"
    if content is not None:
        path.write_bytes(content)
    assert opened(replace(GARDEN, photo=Path(path))).size == (WIDTH, HEIGHT)


def test_a_map_takes_its_half():
    picture = opened(replace(GARDEN, dots=(Dot("29", -4.06, 48.26, 5, chosen=True),)))
    assert is_near(picture.getpixel((1000, 40)), (219, 230, 230)) or is_near(
        picture.getpixel((1000, 40)), (233, 230, 217)
    )


@pytest.mark.parametrize(
    "title",
    [
        "",
        "日本",
        "a" * 500,
        "mot " * 200,
        "<img src=x onerror=alert(1)>",
        "\u202eà l’envers",
        "\ud800",
        "ligne\nligne\x00",
    ],
)
def test_any_title_can_be_drawn(title):
    assert opened(
        replace(GARDEN, title=title, below=title, above=title, site=title, shape="zzz", colour="zzz")
    )


def test_it_is_said_in_words():
    assert GARDEN.alt == "Jardin partagé du Bouguen, Brest (29)"
    assert replace(GARDEN, below="").alt == "Jardin partagé du Bouguen, Alimentation"
