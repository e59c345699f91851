"""The photos of a sheet in the admin: seen before they are public, described, added, removed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse

from contributors.fields import CleanCharField
from initiatives.models import Initiative
from moderation.admin import PartOfSheet, SheetAdmin
from moderation.models import Sheet
from moderation.sheet_photos import erase_unused_photos
from photos import actions as photos
from photos.models import Photo

MAX_RANK = 99
WIDE = forms.TextInput(attrs={"class": "vLargeTextField"})


def private_address(sheet: Sheet, photo: Photo) -> str:
    """Return where a moderator sees a photo, public or not."""
    kind = sheet._meta
    return reverse(f"admin:{kind.app_label}_{kind.model_name}_photo", args=[sheet.pk, photo.pk])


class PrivatePhoto:
    """A photo as templates read it, at the address where moderators see it: for previews."""

    def __init__(self, sheet: Sheet, photo: Photo) -> None:
        """Take the photo of a sheet."""
        self.address = private_address(sheet, photo)
        self.alt, self.credit = photo.alt, photo.credit
        self.width, self.height = photo.width, photo.height
        self.srcset = f"{self.address} {photo.width}w"

    def url(self, width: int) -> str:
        """Return the one address, whatever the width (pixels)."""
        return self.address


class PhotoForm(forms.ModelForm):
    """One photo: its file, and its words."""

    sheet_name = "initiative"
    """How its row calls the sheet."""
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
        # The row of a field to many names the sheet after its kind.
        return private_address(getattr(self.instance, self.sheet_name), self.instance.photo)

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
    """The photos of one sheet."""

    def delete_existing(self, obj: Any, commit: bool = True) -> None:
        """Remove a photo, and its files unless another sheet shows them."""
        photo = obj.photo
        super().delete_existing(obj, commit)
        erase_unused_photos([photo])


class PhotoInline(PartOfSheet, admin.StackedInline):
    """The photos of an initiative."""

    model: Any = Initiative.photos.through
    form = PhotoForm
    formset = PhotoFormSet
    template = "initiatives/admin/photos.html"
    verbose_name = "photo"
    verbose_name_plural = "photos"
    fields = ["file", "alt", "credit", "rank"]

    def get_queryset(self, request: Any) -> Any:
        """Fetch the photos with their rows, the first one first."""
        return super().get_queryset(request).select_related("photo").order_by("photo__rank", "photo")


class WithPhotos(SheetAdmin):
    """The admin of a kind of sheet that has photos, which visitors do not see yet."""

    def get_urls(self) -> list[URLPattern]:
        """Add the photos that visitors do not see yet."""
        view = self.admin_site.admin_view(self.photo_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_photo"
        return [path("<int:object_id>/photo/<int:photo_id>/", view, name=name), *super().get_urls()]

    def photo_view(self, request: HttpRequest, object_id: int, photo_id: int) -> HttpResponseBase:
        """Send the widest file of a photo of this sheet, public or not."""
        sheet = self.get_object(request, str(object_id))
        if not self.has_view_or_change_permission(request, sheet):
            raise PermissionDenied
        photo = sheet.photos.filter(pk=photo_id).first()
        try:
            if photo is None:
                raise Http404
            return FileResponse(photo.path(photo.width).open("rb"), content_type="image/webp")
        except FileNotFoundError as error:
            raise Http404 from error
