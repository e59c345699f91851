"""The form in which an analysis is changed, by its author or by anybody."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.conf import settings

from articles.forms import AboutPart, SigningPart, TextPart
from articles.forms.about import suggested_territories
from articles.library import NAMED
from articles.readers import ArticleReader
from contributors.parts import Part
from initiatives.editing.initiative import OldPhotosPart
from initiatives.submission.forms.photo import PhotoForm
from initiatives.submission.preview import data_uri
from moderation.editing import EditForm
from photos.models import Photo
from places.territory import Territory

PLAIN = ("kind", "title", "summary", "text", "signed_by")
SHEETS = {field: (model, f"{word}s") for word, (model, field, _) in NAMED.items()}
THUMBNAIL = 320  # pixels


class ArticleEditForm(EditForm):
    """An analysis: all of it but its licence, which its author chose, and whether it is open, which moderators say."""

    template = "articles/edit_article.html"
    reader = ArticleReader
    fields: ClassVar[Mapping[str, tuple[str, ...]]] = {
        **{name: (name,) for name in (*PLAIN, *SHEETS, "themes", "territory")},
        "photos": ("removed_photos",),
    }
    always: ClassVar[frozenset[str]] = frozenset({"photo", "alt", "credit"})

    def make_parts(self, given: dict[str, Any], kept: Photo | None) -> list[Part]:
        """Make the parts."""
        self.text, self.about, self.signing = TextPart(**given), AboutPart(**given), SigningPart(**given)
        self.old_photos = OldPhotosPart(**given)
        field = cast("forms.MultipleChoiceField", self.old_photos.fields["removed_photos"])
        field.choices = [
            (str(photo["id"]), photo.get("alt") or "Photo sans description") for photo in self._photos()
        ]
        self.new_photo = PhotoForm(**given, kept=kept)
        return [self.text, self.about, self.signing, self.old_photos, self.new_photo]

    def as_typed(self, base: dict[str, Any]) -> dict[str, list[str]]:
        """Return the analysis as it would have been typed."""
        typed = {name: [base.get(name) or ""] for name in PLAIN}
        about = Territory.from_token(base.get("territory") or "")
        typed |= {"territory": [about.label if about else ""], "themes": list(base.get("themes") or [])}
        return typed | {name: ["\n".join(_addresses(name, base.get(name) or []))] for name in SHEETS}

    def value(self, name: str) -> Any:
        """Return what a field becomes."""
        if name == "photos":
            gone = self.old_photos.cleaned_data["removed_photos"]
            return [photo for photo in self._photos() if str(photo["id"]) not in gone] + self._added()
        value = next(part.cleaned_data[name] for part in self.sheet_parts if name in part.fields)
        if name in SHEETS or name == "themes":
            return sorted(one.slug for one in value)
        return value

    def changes(self) -> dict[str, dict[str, Any]]:
        """Return what changes; a photo that is added is no control that was shown."""
        found = super().changes()
        if self.new_photo.kept:
            found["photos"] = {"before": self._photos(), "after": self.value("photos")}
        return found

    @property
    def photo(self) -> Photo | None:
        """The photo that is added, if any."""
        return self.new_photo.kept

    def take_photo(self, before: Photo | None) -> None:
        """Take in the file that came, in place of the one sent before."""
        part = self.new_photo
        part.kept = part.take_in() or (None if part.wants_removal else before)

    def context(self) -> dict[str, Any]:
        """Return what the photo and the field of the territory need."""
        return {
            "photo": self.photo,
            "photo_address": self.address_of(self.photo),
            "territories": suggested_territories(),
        }

    @staticmethod
    def address_of(photo: Photo | None) -> str:
        """Return a photo that is not public as an address that holds it whole."""
        return data_uri(photo, THUMBNAIL) if photo else ""

    def _photos(self) -> list[dict[str, Any]]:
        return self.base.get("photos") or []

    def _added(self) -> list[dict[str, Any]]:
        photo, told = self.new_photo.kept, self.new_photo.cleaned_data
        return [{"id": photo.pk, "alt": told["alt"], "credit": told["credit"]}] if photo else []


def _addresses(name: str, slugs: list[str]) -> list[str]:
    """Return the addresses of the pages of those that visitors see."""
    model, word = SHEETS[name]
    found = model._default_manager.published().filter(slug__in=slugs).order_by("slug")
    return [f"{settings.SITE_URL}/{word}/{slug}/" for slug in found.values_list("slug", flat=True)]
