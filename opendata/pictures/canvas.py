"""A picture for sharing, put together: rules, what it is, its title, where, the name of the site, something to see."""

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageOps

from contributors.typography import typo
from opendata.pictures import france
from opendata.pictures.colours import BLUE, GORSE, INK, PAPER, SOFT, of_theme
from opendata.pictures.letters import BOLD, REGULAR, drawable, fitted, font, line_height, wrapped
from opendata.pictures.shapes import SIDE, silhouettes

WIDTH, HEIGHT = 1200, 630  # pixels: what networks ask for
MARGIN = 70
SEEN = (700, 28)  # where the map or the photo begins: x, y
TITLE_SIZES = (84, 72, 62, 54)
TITLE_HEIGHT = 310
SITE_NAME = "Territoires contributifs"
QUALITY = 88  # of JPEG: letters stay clean
# The logo (templates/components/logo.html), in units of 44.
LOGO = (
    (BLUE, ((2, 4), (19, 2), (21, 17), (2, 21))),
    (GORSE, ((23.5, 2), (42, 5), (41, 15), (25.5, 19))),
    (BLUE, ((2, 25), (21, 21), (19, 42), (4, 40))),
    (INK, ((25.5, 23), (42, 19), (40, 42), (23.5, 41))),
)


@dataclass(frozen=True)
class Picture:
    """What a picture says and shows."""

    above: str  # what kind of thing it is
    title: str
    below: str  # where, or how many
    site: str  # host of the site
    colour: str = ""  # of the theme, by name
    shape: str = ""
    photo: Path | None = None
    credit: str = ""  # of the photo, which its licence asks to name
    dots: tuple[france.Dot, ...] = ()
    spot: tuple[float, float] | None = field(default=None)

    @property
    def alt(self) -> str:
        """The same in words."""
        return ", ".join(filter(None, [typo(self.title), self.below or self.above]))


def jpeg(picture: Picture) -> bytes:
    """Draw a picture."""
    canvas = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(canvas)
    wide = not _show(canvas, picture)
    draw.rectangle((0, 0, WIDTH, 17), fill=INK)
    draw.rectangle((0, 23, WIDTH, 26), fill=INK)
    _write(draw, picture, (WIDTH - MARGIN if wide else SEEN[0] - 40) - MARGIN)
    _sign(draw, picture.site, WIDTH if wide else SEEN[0])
    content = BytesIO()
    canvas.save(content, "JPEG", quality=QUALITY, subsampling=0)
    return content.getvalue()


def _show(canvas: Image.Image, picture: Picture) -> bool:
    """Draw the photo or the map, at the right; return whether there was one."""
    size = (WIDTH - SEEN[0], HEIGHT - SEEN[1])
    if picture.photo is not None:
        try:
            with Image.open(picture.photo, formats=("WEBP",)) as photo:
                canvas.paste(ImageOps.fit(photo.convert("RGB"), size, Image.Resampling.BILINEAR), SEEN)
        except OSError:  # taken down meanwhile
            return False
    elif picture.dots:
        canvas.paste(france.drawn(picture.dots, picture.spot), SEEN)
    else:
        if picture.shape in silhouettes():  # pale: words may pass over it
            pale = Image.blend(
                Image.new("RGB", (1, 1), PAPER), Image.new("RGB", (1, 1), of_theme(picture.colour)), 0.12
            )
            _polygon(
                ImageDraw.Draw(canvas),
                silhouettes()[picture.shape],
                (760, 190),
                560 / SIDE,
                pale.getpixel((0, 0)),
            )
        return False
    draw = ImageDraw.Draw(canvas)
    draw.rectangle((SEEN[0] - 5, SEEN[1], SEEN[0], HEIGHT), fill=INK)
    small = font(REGULAR, 20)
    for line in wrapped(f"Photo\u00a0: {picture.credit}", small, size[0] - 30, 1) if picture.credit else []:
        draw.rectangle((WIDTH - small.getlength(line) - 20, HEIGHT - 32, WIDTH, HEIGHT), fill=PAPER)
        draw.text((WIDTH - 10, HEIGHT - 16), line, fill=INK, font=small, anchor="rm")
    return True


def _write(draw: ImageDraw.ImageDraw, picture: Picture, width: int) -> None:
    colour = of_theme(picture.colour) if picture.colour else BLUE
    left, small = MARGIN, font(BOLD, 30)
    if picture.shape in silhouettes():
        _polygon(draw, silhouettes()[picture.shape], (left, 78), 44 / SIDE, colour)
        left += 62
    above = wrapped(picture.above, small, width - (left - MARGIN), 1)
    if above:
        draw.text((left, 100), above[0], fill=colour, font=small, anchor="lm")
    letters, lines = fitted(typo(picture.title), BOLD, TITLE_SIZES, width, TITLE_HEIGHT)
    step, top = line_height(letters.size), 152
    for rank, line in enumerate(lines):
        draw.text((MARGIN, top + rank * step), line, fill=INK, font=letters)
    below = font(REGULAR, 34)
    for line in wrapped(typo(picture.below), below, width, 1):
        draw.text((MARGIN, top + len(lines) * step + 34), line, fill=SOFT, font=below)


def _sign(draw: ImageDraw.ImageDraw, site: str, width: int) -> None:
    """Draw the logo and the name of the site, at the bottom."""
    for colour, points in LOGO:
        _polygon(draw, points, (MARGIN, HEIGHT - 92), 48 / 44, colour)
    name, small = font(BOLD, 30), font(REGULAR, 24)
    left = MARGIN + 64
    draw.text((left, HEIGHT - 58), SITE_NAME, fill=INK, font=name, anchor="ls")
    left += round(name.getlength(SITE_NAME)) + 22
    if left + small.getlength(drawable(site)) < width - 30:
        draw.text((left, HEIGHT - 58), drawable(site), fill=SOFT, font=small, anchor="ls")


def _polygon(
    draw: ImageDraw.ImageDraw,
    points: "tuple[tuple[float, float], ...] | list[tuple[float, float]]",
    origin: tuple[int, int],
    scale: float,
    colour: Any,
) -> None:
    """Fill a shape with clean edges: drawn four times larger, then reduced."""
    finer = 4
    side = round(max(max(point) for point in points) * scale) + 2
    mask = Image.new("L", (side * finer, side * finer))
    ImageDraw.Draw(mask).polygon([(x * scale * finer, y * scale * finer) for x, y in points], fill=255)
    draw.bitmap(origin, mask.resize((side, side), Image.Resampling.BOX), fill=colour)
