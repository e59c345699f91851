"""Hostile photos: cases 33 to 37 of the hostile inputs."""

import io
import subprocess
import sys
import zlib

import pytest
from PIL import Image

from photos.actions import MAX_PIXELS, PhotoRefused, check, erase, show_or_hide, take_in
from photos.models import Photo
from tests.makers import make_photo, picture

pytestmark = pytest.mark.django_db

RED, BLUE = (200, 30, 30), (30, 30, 200)
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n%%EndComments\nshowpage\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def encoded(image, kind, **options):
    content = io.BytesIO()
    image.save(content, kind, **options)
    return content.getvalue()


def png_header(width, height):
    """Return a PNG of a few bytes that says it is very large."""
    size = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\0\0\0"
    chunks = [(b"IHDR", size), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    body = b"".join(
        len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def halves():
    """Return a picture that is red above and blue below."""
    image = Image.new("RGB", (400, 300), RED)
    image.paste(BLUE, (0, 150, 400, 300))
    return image


def files(photo):
    return [photo.path(width) for width in photo.widths]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        SVG,
        b"<!doctype html><script>alert(1)</script>",
        EPS,
        b"GIF89a" + b"\0" * 100,
        b"%PDF-1.4\n" + b"\0" * 100,
        encoded(Image.new("RGB", (50, 50)), "TIFF"),
        encoded(Image.new("RGB", (50, 50)), "BMP"),
        encoded(Image.new("RGB", (50, 50)), "GIF"),
        encoded(Image.new("RGB", (50, 50)), "ICO"),
        picture()[:100],
        picture()[: len(picture()) // 2],
        picture(kind="PNG")[:60],
        picture(kind="WEBP")[:40],
        b"\xff\xd8\xff\xe0" + b"\0" * 5000,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 5000,
    ],
    ids=range(17),
)
def test_33_what_is_no_photo_is_refused(content):
    with pytest.raises(PhotoRefused, match="photo"):
        take_in(content=content)
    assert not Photo.objects.exists()


@pytest.mark.parametrize("side", [12_000, 30_000, 100_000, 2**31 - 1])
def test_34_pixel_bombs_are_refused_before_they_are_decoded(side):
    with pytest.raises(PhotoRefused):
        take_in(content=png_header(side, side))


def test_34_the_process_stays_under_300_mb():
    """In a process of its own, the largest pictures that are taken, and a real bomb of 144 million pixels."""
    program = """
import io, sys
import django
django.setup()
from PIL import Image
from photos.actions import MAX_PIXELS, PhotoRefused, check
sys.stdin.buffer.readline()
for line in sys.stdin.buffer:
    try:
        check(bytes.fromhex(line.decode()))
    except PhotoRefused:
        print("refused")
# Not getrusage(): its peak counts the process that this one was forked from.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(int(peak.split()[1]) // 1024)
"""
    side = int(MAX_PIXELS["PNG"] ** 0.5)
    exif = Image.Exif()
    exif[274] = 6
    contents = [
        encoded(Image.new("RGBA", (side, side)), "PNG"),
        encoded(Image.new("RGB", (side, side)), "WEBP", exif=exif),
        encoded(Image.new("1", (12_000, 12_000)), "PNG"),
    ]
    ran = subprocess.run(
        [sys.executable, "-c", program],
        input=b"\n" + b"\n".join(content.hex().encode() for content in contents) + b"\n",
        capture_output=True,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": "."},
        check=True,
    )
    refused, peak = ran.stdout.decode().split()
    assert refused == "refused"
    assert int(peak) < 300


def test_35_a_file_that_is_too_heavy_is_refused(settings):
    settings.PHOTO_MAX_BYTES = 1024 * 1024
    with pytest.raises(PhotoRefused, match="plus de 1 Mo"):
        take_in(content=picture() + b"\0" * 1024 * 1024)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_35_a_tail_of_script_is_gone(kind):
    tail = b"<script>alert('polyglot')</script>"
    for file in files(take_in(content=picture(kind=kind) + tail)):
        content = file.read_bytes()
        assert tail not in content
        assert content[:4] + content[8:12] == b"RIFFWEBP"


def test_36_metadata_is_gone_and_the_orientation_applied_first():
    exif = Image.Exif()
    exif[274] = 3  # upside down
    exif[315] = "Camille Le Goff"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 23.0, 25.0), 3: "W", 4: (4.0, 29.0, 10.0)})
    photo = take_in(content=encoded(halves(), "JPEG", exif=exif))
    for file in files(photo):
        with Image.open(file) as image:
            assert not image.getexif()
            assert not {"exif", "xmp", "icc_profile"} & set(image.info)
            red, _, blue = image.convert("RGB").getpixel((image.width // 2, image.height // 4))
            assert blue > red, "what was below is above"
        assert b"Camille" not in file.read_bytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_lying_on_its_side_is_turned(kind):
    exif = Image.Exif()
    exif[274] = 6
    photo = take_in(content=encoded(Image.new("RGB", (900, 300), RED), kind, exif=exif))
    assert (photo.width, photo.height) == (300, 900)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixel_is_taken(mode):
    photo = take_in(content=encoded(Image.new(mode, (700, 500)), "PNG"))
    assert (photo.width, photo.height) == (700, 500)


def test_ink_colours_are_taken():
    assert take_in(content=encoded(Image.new("CMYK", (100, 100)), "JPEG")).width == 100


def test_what_is_seen_through_is_white():
    photo = take_in(content=encoded(Image.new("RGBA", (100, 100), (255, 0, 0, 0)), "PNG"))
    with Image.open(photo.path(100)) as image:
        assert min(image.convert("RGB").getpixel((50, 50))) > 250


def test_only_the_first_picture_of_an_animation_is_kept():
    frames = [Image.new("RGB", (60, 60), colour) for colour in (RED, BLUE)]
    photo = take_in(content=encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:]))
    with Image.open(photo.path(60)) as image:
        assert not getattr(image, "is_animated", False)
        red, _, blue = image.convert("RGB").getpixel((30, 30))
        assert red > blue


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((100, 50), [100]),
        ((320, 200), [320]),
        ((800, 600), [320, 640, 800]),
        ((3000, 2000), [320, 640, 1280]),
    ],
)
def test_each_width_has_its_file_and_no_picture_is_enlarged(size, widths):
    photo = take_in(content=picture(size))
    assert photo.widths == widths
    for width in widths:
        with Image.open(photo.path(width)) as image:
            assert image.width == width
            assert abs(image.height - width * size[1] / size[0]) <= 1


def test_a_ribbon_keeps_at_least_one_pixel():
    assert take_in(content=picture((5000, 1))).height == 1


def test_36_names_are_random(settings):
    photo = make_photo()
    assert len(photo.token) == 32
    assert all(file.is_relative_to(settings.PHOTOS_DIR) for file in files(photo))
    assert make_photo().token != photo.token


def test_a_check_takes_what_would_be_taken_and_stores_nothing():
    check(picture())
    with pytest.raises(PhotoRefused):
        check(SVG)
    assert not Photo.objects.exists()


def test_37_a_photo_taken_down_has_another_name_and_its_files_follow(django_capture_on_commit_callbacks):
    photo = make_photo()
    show_or_hide([photo], public=True)
    former = files(photo)
    with django_capture_on_commit_callbacks(execute=True):
        show_or_hide([photo], public=False)
    assert not photo.is_public
    assert not any(file.exists() for file in former)
    assert all(file.exists() for file in files(photo))


def test_showing_twice_changes_nothing():
    photo = make_photo()
    show_or_hide([photo], public=True)
    name = photo.token
    show_or_hide([photo], public=True)
    photo.refresh_from_db()
    assert (photo.token, photo.is_public) == (name, True)


def test_a_missing_file_does_not_stop_the_withdrawal(django_capture_on_commit_callbacks, caplog):
    photo = make_photo()
    show_or_hide([photo], public=True)
    photo.path(320).unlink()
    with django_capture_on_commit_callbacks(execute=True):
        show_or_hide([photo], public=False)
    assert "a file is missing" in caplog.text
    assert photo.path(640).exists()


def test_erasing_takes_rows_and_files(django_capture_on_commit_callbacks):
    photos = [make_photo(), make_photo()]
    paths = [file for photo in photos for file in files(photo)]
    with django_capture_on_commit_callbacks(execute=True):
        erase(photos)
        assert all(path.exists() for path in paths), "files stay until it is certain"
    assert not Photo.objects.exists()
    assert not any(path.exists() for path in paths)
