"""Photos made safe: what a person sent is decoded, turned upright, re-encoded; the original is not kept."""

import secrets
from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse

WIDTHS = (320, 640, 1280)  # pixels


def new_photo_token() -> str:
    """Return a random name for the files of a photo: 128 bits, lower-case hexadecimal."""
    return secrets.token_hex(16)


class PhotoQuerySet(models.QuerySet["Photo"]):
    """Sets of photos."""

    def public(self) -> Self:
        """Return the photos of published sheets."""
        return self.filter(is_public=True)


class Photo(models.Model):
    """One picture in three widths of WebP, under a random name that changes when it is taken down."""

    token = models.CharField(max_length=32, unique=True, default=new_photo_token, editable=False)
    alt = models.CharField("texte de remplacement", max_length=300, blank=True)
    credit = models.CharField("crédit", max_length=200, blank=True)
    width = models.PositiveIntegerField("largeur", editable=False)  # pixels, of the widest file
    height = models.PositiveIntegerField("hauteur", editable=False)
    rank = models.PositiveSmallIntegerField("rang", default=0)
    is_public = models.BooleanField("publique", default=False, editable=False)
    created_at = models.DateTimeField("ajoutée le", auto_now_add=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = "photo"
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.alt or f"photo {self.pk}"

    @property
    def widths(self) -> list[int]:
        """The widths of the files that exist, in pixels, never wider than the picture itself."""
        return [width for width in WIDTHS if width < self.width] + [self.width]

    def path(self, width: int) -> Path:
        """Return where the file of this width lies."""
        return Path(settings.PHOTOS_DIR) / self.token[:2] / f"{self.token}-{width}.webp"

    def url(self, width: int) -> str:
        """Return the address of the narrowest file at least `width` pixels wide, or of the widest."""
        fitting = next((w for w in self.widths if w >= width), self.width)
        return reverse("photo", args=[self.token, fitting])

    @property
    def srcset(self) -> str:
        """All files, as the `srcset` attribute wants them."""
        return ", ".join(f"{reverse('photo', args=[self.token, w])} {w}w" for w in self.widths)
