"""The points that are checked and the texts that are ready, which whoever coordinates changes."""

from typing import Any

from django.contrib import admin
from django.db import models

from contributors.fields import CleanCharField, CleanTextField
from moderation.models import CannedReason, CharterPoint

OVERRIDES: dict[Any, Any] = {
    models.CharField: {"form_class": CleanCharField},
    models.TextField: {"form_class": CleanTextField},
}


@admin.register(CharterPoint)
class CharterPointAdmin(admin.ModelAdmin):
    """The points of the charter, in the order in which they are checked."""

    list_display = ["text", "rank", "is_active"]
    list_filter = ["is_active"]
    ordering = ["rank", "pk"]
    fields = ["text", "missing", "rank", "is_active"]
    formfield_overrides = OVERRIDES


@admin.register(CannedReason)
class CannedReasonAdmin(admin.ModelAdmin):
    """The texts, by what they are for."""

    list_display = ["title", "use"]
    list_filter = ["use"]
    fields = ["use", "title", "text"]
    formfield_overrides = OVERRIDES
