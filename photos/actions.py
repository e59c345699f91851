"""Taking photos in, showing and hiding them."""

import io
import logging
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from PIL import Image, ImageOps

from photos.models import WIDTHS, Photo, new_photo_token

logger = logging.getLogger(__name__)

FORMATS = ("JPEG", "PNG", "WEBP")  # `formats=` stops Pillow from trying EPS, TIFF and the rest
# The process that decodes stays under 300 MB (security.md, case 34). Measured: a JPEG is decoded at a fraction of its
# size, 4 bytes a pixel at most; the others whole and copied, up to 16 bytes a pixel.
MAX_PIXELS = {"JPEG": 50_000_000, "PNG": 13_000_000, "WEBP": 13_000_000}
# Ours are checked as soon as the header is read; Pillow's own limit would only warn.
Image.MAX_IMAGE_PIXELS = None
QUALITY = 80


class PhotoRefused(ValueError):
    """The file is no photo that we take; the message, in French, says what to send instead."""


def _opened(content: bytes) -> Image.Image:
    """Return the picture in these bytes, its size checked before a pixel is decoded."""
    if not content:
        raise PhotoRefused("Ce fichier est vide. Choisissez une photo en JPEG, PNG ou WebP.")
    if len(content) > settings.PHOTO_MAX_BYTES:
        limit = settings.PHOTO_MAX_BYTES // (1024 * 1024)
        raise PhotoRefused(f"Cette photo pèse plus de {limit} Mo. Réduisez-la, puis envoyez-la de nouveau.")
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PhotoRefused("Ce fichier n’est pas une photo en JPEG, PNG ou WebP.") from error
    if image.width * image.height > MAX_PIXELS[image.format or "PNG"]:
        raise PhotoRefused(
            f"Cette photo mesure {image.width} × {image.height} pixels\u00a0: c’est trop."
            " Réduisez-la à 3\u202f000\u00a0pixels de large."
        )
    return image


def _upright(image: Image.Image) -> Image.Image:
    """Return the picture decoded, turned as its EXIF says, without metadata, at most as wide as the widest file."""
    width = WIDTHS[-1]
    try:
        image.draft("RGB", (width * 2, width * 2))
        image.seek(0)
        image.load()
        if image.mode in ("RGB", "RGBA", "L"):
            # Smaller before anything copies it; a square box, as it may yet be turned.
            image.thumbnail((width * 2, width * 2), Image.Resampling.LANCZOS)
        turned = ImageOps.exif_transpose(image)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PhotoRefused("Cette photo est abîmée ou incomplète. Envoyez-en une autre copie.") from error
    plain = turned.convert("RGBA" if turned.mode in ("RGBA", "LA", "PA", "P") else "RGB")
    plain.thumbnail((width, width * 2), Image.Resampling.LANCZOS)
    if plain.mode == "RGBA":
        ground = Image.new("RGB", plain.size, "white")
        ground.paste(plain, mask=plain.getchannel("A"))
        plain = ground
    return plain


def _write(photo: Photo, image: Image.Image) -> None:
    """Write the files of a photo, readable by nobody else on the machine."""
    for width in photo.widths:
        copy = (
            image
            if width == image.width
            else image.resize(
                (width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS
            )
        )
        path = photo.path(width)
        path.parent.mkdir(parents=True, exist_ok=True)
        copy.save(path, "WEBP", quality=QUALITY, method=4)


def check(content: bytes) -> None:
    """Raise PhotoRefused when `take_in` would not take these bytes: forms ask before anything is saved."""
    _upright(_opened(content))


@transaction.atomic
def take_in(*, content: bytes, alt: str = "", credit: str = "") -> Photo:
    """Make a photo, not public yet, from what a person sent. Raises PhotoRefused.

    Whatever the bytes were, only pixels survive: no EXIF, no GPS, no tail, and the name is random.
    """
    image = _upright(_opened(content))
    photo = Photo.objects.create(alt=alt, credit=credit, width=image.width, height=image.height)
    _write(photo, image)
    return photo


def show_or_hide(photos: Iterable[Photo], *, public: bool) -> None:
    """Make photos public, or take them down under a new name, so that the former address is gone for good."""
    for photo in photos:
        if photo.is_public == public:
            continue
        if not public:
            _rename(photo)
        photo.is_public = public
        photo.save(update_fields=["is_public", "token"])


def _rename(photo: Photo) -> None:
    """Give the files of a photo a new random name once the transaction is committed."""
    former = [photo.path(width) for width in photo.widths]
    photo.token = new_photo_token()
    new = [photo.path(width) for width in photo.widths]

    def move() -> None:
        for old_path, new_path in zip(former, new, strict=True):
            new_path.parent.mkdir(parents=True, exist_ok=True)
            try:
                old_path.rename(new_path)
            except FileNotFoundError:
                logger.warning("photo %s: a file is missing", photo.pk)

    transaction.on_commit(move)


@transaction.atomic
def erase(photos: Iterable[Photo]) -> None:
    """Delete photos, rows first and files once that is certain."""
    for photo in photos:
        paths = [photo.path(width) for width in photo.widths]
        photo.delete()
        transaction.on_commit(partial(_unlink, paths))


def _unlink(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
