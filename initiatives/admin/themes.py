"""Themes in the admin: one colour, one silhouette, one icon and one word each."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.staticfiles import finders
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string

from contributors.fields import CleanCharField, CleanTextField
from initiatives.models import Theme

SPRITE = "img/icons.svg"


@cache
def icon_names() -> list[str]:
    """Return the names of the icons of the style guide, in the order of the sprite."""
    found = finders.find(SPRITE)
    return re.findall(r'id="i-([a-z0-9-]+)"', Path(str(found)).read_text()) if found else []


class ThemeForm(forms.ModelForm):
    """A theme; only the colours and the silhouettes that no other theme has are offered."""

    name = CleanCharField(label="Nom", max_length=60)
    description = CleanTextField(label="Description", max_length=2000, required=False)
    icon = forms.ChoiceField(label="Icône", choices=lambda: [(name, name) for name in icon_names()])

    class Meta:
        model = Theme
        fields = ["name", "slug", "description", "colour", "shape", "icon", "rank"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave out what others have."""
        super().__init__(*args, **kwargs)
        others = Theme.objects.exclude(pk=self.instance.pk)
        for name, choices in (("colour", Theme.Colour.choices), ("shape", Theme.Shape.choices)):
            field = self.fields.get(name)
            taken = set(others.values_list(name, flat=True))
            if isinstance(field, forms.ChoiceField):
                field.choices = [choice for choice in choices if choice[0] not in taken]


@admin.register(Theme)
class ThemeAdmin(admin.ModelAdmin):
    """The great subjects of the directory."""

    form = ThemeForm
    list_display = ["name", "preview", "rank"]
    readonly_fields = ["preview"]
    fields = ["name", "slug", "description", ("colour", "shape", "icon"), "preview", "rank"]
    show_full_result_count = False

    @staticmethod
    def view_on_site(theme: Theme) -> str:
        """Return the address of the public page."""
        return theme.get_absolute_url()

    def get_readonly_fields(self, request: HttpRequest, obj: Theme | None = None) -> list[str]:
        """Fix the address once there is one: shared searches name themes by it (`?theme=…`)."""
        return ["preview", "slug"] if obj else ["preview"]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Theme | None = None) -> Any:
        """Offer an address made from the name of a new theme."""
        return {} if obj else {"slug": ["name"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Theme]:
        """Sort as the site does."""
        return super().get_queryset(request).order_by("rank", "name")

    @admin.display(description="repère sur la carte")
    def preview(self, theme: Theme) -> str:
        """Return the pin and the label of the theme; a new one has them once it is saved."""
        if theme.pk is None:
            return "Visible après l’enregistrement."
        return render_to_string("initiatives/admin/theme_preview.html", {"theme": theme})
