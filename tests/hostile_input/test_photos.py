"""Hostile photos, sent with the form; the numbers are those of docs/hostile-input.md."""

import io
import re
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from initiatives.models import Initiative
from moderation import actions
from moderation.authors import Author
from moderation.models import Status
from photos.models import Photo
from tests import makers
from tests.proposals import errors, fill, proposal, review_address, send

pytestmark = pytest.mark.django_db

WORDS = {"alt": "Des bacs de légumes", "credit": "Camille Le Goff"}
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
SCRIPT_TAIL = b"<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Keep the files of these tests apart, and give the form a theme."""
    settings.PHOTOS_DIR = tmp_path
    makers.make_tag("compost", makers.make_theme())
    return tmp_path


def upload(content, name="photo.png", kind="image/png"):
    return SimpleUploadedFile(name, content, kind)


def as_format(kind, **options):
    content = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(content, kind, **options)
    return content.getvalue()


def enormous(width, height):
    """Return a PNG of a few hundred bytes that says it is `width` by `height` pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        SVG,
        b"<!doctype html><script>alert(1)</script>",
        EPS,
        as_format("TIFF"),
        as_format("BMP"),
        as_format("GIF"),
        as_format("PNG")[:60],
        as_format("JPEG")[:200],
        enormous(12_000, 12_000),
        enormous(30_000, 30_000),
        enormous(0, 10),
        b"\x89PNG\r\n\x1a\n",
        b"x" * (11 * 1024 * 1024),
    ],
    ids=[
        "empty",
        "x",
        "svg",
        "html",
        "eps",
        "tiff",
        "bmp",
        "gif",
        "cut png",
        "cut jpeg",
        "12000²",
        "30000²",
        "0",
        "signature",
        "11 MB",
    ],
)
def test_33_34_35_what_is_no_photo_is_refused_and_the_text_is_kept(client, folder, content):
    response = fill(client, proposal(photo=upload(content), **WORDS))
    assert response.status_code == 200
    assert errors(response)
    page = response.content.decode()
    assert "Chaque samedi matin, on y plante" in page
    assert WORDS["alt"] in page
    assert not Photo.objects.exists()
    assert not list(folder.rglob("*.*"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_35_36_only_pixels_survive(client, folder, kind):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter
    exif.get_ifd(0x8825)[1] = "N"  # a place
    content = as_format(kind, exif=exif) + SCRIPT_TAIL
    send(client, proposal(photo=upload(content, "../../../etc/x.php\x00.png"), **WORDS))
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (40, 60)
    assert re.fullmatch(r"[0-9a-f]{32}", photo.token)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".webp"}
    for path in files:
        assert SCRIPT_TAIL not in path.read_bytes()
        with Image.open(path) as picture:
            assert not picture.getexif()


def test_37_the_photo_of_a_sheet_that_is_not_published_has_no_address(client):
    send(client, proposal(photo=upload(as_format("PNG")), **WORDS))
    initiative, photo = Initiative.objects.get(), Photo.objects.get()
    address = photo.url(320)
    assert client.get(address).status_code == 404
    by = Author.system()
    initiative = actions.publish(sheet=actions.enqueue(sheet=initiative, by=by), by=by)
    assert b"".join(client.get(address)).startswith(b"RIFF")
    actions.archive(sheet=initiative, by=by)
    photo.refresh_from_db()
    assert client.get(address).status_code == 404
    assert client.get(photo.url(320)).status_code == 404
    assert Initiative.objects.get().status == Status.ARCHIVED


@pytest.mark.parametrize(
    "path",
    ["x-320.webp", "../../etc/passwd-320.webp", f"{'0' * 32}-99999999999999999999.webp", "%00-320.webp"],
)
def test_a_photo_that_does_not_exist_is_not_found(client, path):
    assert client.get(f"/photos/{path}").status_code == 404


def test_a_photo_sent_once_is_kept_while_the_rest_is_mended(client):
    response = fill(client, proposal(photo=upload(as_format("PNG")), title="", **WORDS))
    assert errors(response)
    page = response.content.decode()
    assert "La photo que vous avez envoyée" in page
    draft = re.search(r'name="brouillon" value="([^"]+)"', page)[1]
    review_address(client, proposal(brouillon=draft, **WORDS))
    assert Photo.objects.count() == 1
