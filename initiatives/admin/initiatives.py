"""Initiatives in the admin."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from initiatives.admin.drawings import drawing_of
from initiatives.admin.filters import RegionFilter
from initiatives.admin.initiative_form import InitiativeForm
from initiatives.admin.locations import LocationForm, LocationInline
from initiatives.admin.participations import KinshipInline, ParticipationInline
from initiatives.admin.photos import PhotoInline, WithPhotos
from initiatives.admin.previews import initiative_preview
from initiatives.models import Initiative
from initiatives.readers import InitiativeReader
from initiatives.relating.cases import follow
from initiatives.twins import Twin, twins_of
from moderation.admin import ClaimFilter, QuestionFilter, StatusFilter
from moderation.models import Distinct, Sheet
from moderation.queue import Waiting, moderation_url


class InitiativeChangeList(ChangeList):
    """Fetches what the columns show in a number of queries that does not depend on the number of rows."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet:
        """Return the rows with their places."""
        return (
            super()
            .get_queryset(request, exclude_parameters)
            .prefetch_related(
                "locations__commune",
                "locations__intercommunality",
                "locations__department",
                "locations__region",
            )
        )


@admin.register(Initiative)
class InitiativeAdmin(WithPhotos):
    """The queue of initiatives, and the page of each."""

    form = InitiativeForm
    reader = InitiativeReader
    preview_template = "initiatives/admin/preview_initiative.html"
    list_display = ["title", "where", "main_theme", "status", "waiting", "taken", "changed"]
    list_select_related = ["main_theme"]
    list_filter = (
        StatusFilter,
        ClaimFilter,
        QuestionFilter,
        "main_theme",
        RegionFilter,
        "stage",
        "is_example",
    )
    sortable_by = ["waiting"]
    inlines = [LocationInline, ParticipationInline, KinshipInline, PhotoInline]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the list with places."""
        return InitiativeChangeList

    @admin.display(description="où")
    def where(self, initiative: Initiative) -> str:
        """Return the place in a few words."""
        return initiative.place_label

    @admin.display(description="autres thèmes")
    def other_themes(self, initiative: Initiative) -> str:
        """Return in words what the form has boxes for, on the page of a sheet that does not change."""
        return ", ".join(theme.name for theme in initiative.themes.all())

    @admin.display(description="étiquettes")
    def tag_names(self, initiative: Initiative) -> str:
        """Return in words what the form has a field for, on the page of a sheet that does not change."""
        return ", ".join(tag.name for tag in initiative.tags.all())

    def get_fieldsets(self, request: HttpRequest, obj: Initiative | None = None) -> Any:
        """Group the fields as the public form does; the address comes with the first saving."""
        address = ["slug"] if obj else []
        return [
            (None, {"fields": ["title", "summary", "description"]}),
            ("Thèmes et étiquettes", {"fields": ["main_theme", "other_themes", "tag_names"]}),
            ("Où en est-elle", {"fields": [("stage", "scale", "since"), "carried_by"]}),
            ("Contact public", {"fields": ["links", ("phone", "email"), "opening_hours"]}),
            (
                "Adresse, vérification et provenance",
                {
                    "classes": ["collapse"],
                    "fields": [*address, "verified_at", "licence", "source", "source_url", "source_id"],
                },
            ),
        ]

    def twins(self, request: HttpRequest, sheet: Any) -> list[tuple[Waiting, str]]:
        """See `SheetAdmin`; of those that wait, the ones in the moderator's territories."""
        apart = Distinct.objects.others_than(sheet)
        found = twins_of(sheet.title, sheet.locations.all(), but=sheet.pk, apart=apart, waiting=True)
        here = self.get_queryset(request).filter(pk__in=[twin.initiative.pk for twin in found])
        theirs = set(here.values_list("pk", flat=True))
        return [
            (Waiting(twin.initiative, _address(twin.initiative)), _why(twin))
            for twin in found
            if twin.initiative.is_published or twin.initiative.pk in theirs
        ]

    def drawing(self, sheet: Any) -> SafeString:
        """See `SheetAdmin`."""
        return drawing_of(sheet)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Write themes and tags before the revision that tells of them."""
        form.save_themes_and_tags()
        super().save_related(request, form, formsets, change)
        follow(form.instance)
        for place in (place for formset in formsets for place in formset.forms):
            if isinstance(place, LocationForm) and place.has_changed() and (question := place.question()):
                self.message_user(request, question, messages.WARNING)

    def preview_context(self, sheet: Sheet) -> dict[str, Any]:
        """Return what the public page needs."""
        return initiative_preview(sheet.pk)


def _address(initiative: Initiative) -> str:
    """Return where a twin is read: in public if it is there, for others look after it."""
    return initiative.get_absolute_url() if initiative.is_published else moderation_url(initiative)


def _why(twin: Twin) -> str:
    """Return how alike two sheets are, and how near."""
    alike = f"nom semblable à {round(twin.likeness * 100)}\u00a0%"
    where = "même commune" if twin.metres is None else f"à {twin.metres}\u00a0m"
    return f"{alike}, {where}"
