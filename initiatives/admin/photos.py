"""The photos of an initiative in the admin: seen before they are public, described, added, removed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse

from contributors.fields import CleanCharField
from initiatives.models import Initiative
from moderation.admin import PartOfSheet
from moderation.sheet_photos import erase_unused_photos
from photos import actions as photos
from photos.models import Photo

MAX_RANK = 99
WIDE = forms.TextInput(attrs={"class": "vLargeTextField"})


def private_address(initiative: Initiative, photo: Photo) -> str:
    """Return where a moderator sees a photo, public or not."""
    return reverse("admin:initiatives_initiative_photo", args=[initiative.pk, photo.pk])


class PrivatePhoto:
    """A photo as templates read it, at the address where moderators see it: for previews."""

    def __init__(self, initiative: Initiative, photo: Photo) -> None:
        """Take the photo of an initiative."""
        self.address = private_address(initiative, photo)
        self.alt, self.credit = photo.alt, photo.credit
        self.width, self.height = photo.width, photo.height
        self.srcset = f"{self.address} {photo.width}w"

    def url(self, width: int) -> str:
        """Return the one address, whatever the width (pixels)."""
        return self.address


class PhotoForm(forms.ModelForm):
    """One photo: its file, and its words."""

    content = b""
    """The file that came, once it is checked."""

    file = forms.FileField(
        label="Fichier",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text="JPEG, PNG ou WebP, 10\u00a0Mo au plus.",
    )
    alt = CleanCharField(
        label="Texte de remplacement",
        max_length=300,
        required=False,
        widget=WIDE,
        help_text="Ce que la photo montre, pour les personnes qui ne la voient pas.",
    )
    credit = CleanCharField(
        label="Crédit", max_length=200, required=False, widget=WIDE, help_text="Qui l’a prise, et sa licence."
    )
    rank = forms.IntegerField(
        label="Rang",
        min_value=0,
        max_value=MAX_RANK,
        initial=0,
        help_text="La photo de plus petit rang vient en tête.",
    )

    class Meta:
        model = Initiative.photos.through
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the words of a photo that is there."""
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            photo = self.instance.photo
            self.initial.update(alt=photo.alt, credit=photo.credit, rank=photo.rank)
            self.fields["file"].label = "Remplacer par"

    @property
    def preview_url(self) -> str:
        """Where the photo is seen, or nothing while it is not there."""
        if not self.instance.pk:
            return ""
        return private_address(self.instance.initiative, self.instance.photo)

    def clean(self) -> dict[str, Any]:
        """Refuse words without a file, and a file that is no photo we take."""
        cleaned = super().clean() or self.cleaned_data
        if "file" in self.errors:
            return cleaned
        if cleaned.get("file"):
            self.content = cleaned["file"].read()
            try:
                photos.check(self.content)
            except photos.PhotoRefused as refusal:
                self.add_error("file", ValidationError(str(refusal), code="refused"))
        elif not self.instance.pk:
            self.add_error("file", ValidationError("Choisissez le fichier de la photo.", code="required"))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Take in the file that came, or write the words of the photo that is there."""
        words = {name: self.cleaned_data[name] for name in ("alt", "credit", "rank")}
        if not self.content:
            Photo.objects.filter(pk=self.instance.photo_id).update(**words)
            return self.instance
        former = self.instance.photo if self.instance.pk else None
        photo = photos.take_in(content=self.content, alt=words["alt"], credit=words["credit"])
        Photo.objects.filter(pk=photo.pk).update(rank=words["rank"])
        self.instance.photo = photo
        saved = super().save(commit)
        if former is not None:
            erase_unused_photos([former])
        return saved


class PhotoFormSet(forms.BaseInlineFormSet):
    """The photos of one initiative."""

    def delete_existing(self, obj: Any, commit: bool = True) -> None:
        """Remove a photo, and its files unless another initiative shows them."""
        photo = obj.photo
        super().delete_existing(obj, commit)
        erase_unused_photos([photo])


class PhotoInline(PartOfSheet, admin.StackedInline):
    """The photos of an initiative."""

    model = Initiative.photos.through
    form = PhotoForm
    formset = PhotoFormSet
    template = "initiatives/admin/photos.html"
    verbose_name = "photo"
    verbose_name_plural = "photos"
    fields = ["file", "alt", "credit", "rank"]

    def get_queryset(self, request: Any) -> Any:
        """Fetch the photos with their rows, the first one first."""
        return super().get_queryset(request).select_related("photo").order_by("photo__rank", "photo")
