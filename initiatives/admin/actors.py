"""Actors in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from initiatives.actions import delete_actor
from initiatives.admin.actor_form import ActorForm
from initiatives.admin.filters import RegionFilter
from initiatives.admin.participations import MembershipInline
from initiatives.admin.previews import actor_preview
from initiatives.models import Actor
from initiatives.readers import ActorReader
from initiatives.relating.cases import follow
from initiatives.twins import actors_like
from moderation.admin import ClaimFilter, QuestionFilter, SheetAdmin, StatusFilter
from moderation.models import Distinct, Sheet
from moderation.queue import Waiting, moderation_url


@admin.register(Actor)
class ActorAdmin(SheetAdmin):
    """The queue of actors, and the page of each."""

    form = ActorForm
    search_fields = ["name"]
    reader = ActorReader
    preview_template = "initiatives/admin/preview_actor.html"
    list_display = ["name", "kind", "where", "status", "waiting", "taken", "changed"]
    list_select_related = ["commune"]
    list_filter = (StatusFilter, ClaimFilter, QuestionFilter, "kind", RegionFilter, "is_example")
    sortable_by = ["waiting"]
    autocomplete_fields = ["commune"]
    inlines = [MembershipInline]

    @admin.display(description="où")
    def where(self, actor: Actor) -> str:
        """Return the commune."""
        return actor.commune.label if actor.commune else ""

    @admin.display(description="thèmes")
    def theme_choices(self, actor: Actor) -> str:
        """Return in words what the form has boxes for, on the page of a sheet that does not change."""
        return ", ".join(theme.name for theme in actor.themes.all())

    @admin.display(description="savoir-faire")
    def skill_names(self, actor: Actor) -> str:
        """Return in words what the form has a field for, on the page of a sheet that does not change."""
        return ", ".join(tag.name for tag in actor.skills.all())

    def get_fieldsets(self, request: HttpRequest, obj: Actor | None = None) -> Any:
        """Group the fields; the address comes with the first saving."""
        return [
            (None, {"fields": ["name", "kind", "commune", "territory", "summary", "description"]}),
            ("Thèmes et savoir-faire", {"fields": ["theme_choices", "skill_names"]}),
            ("Contact public", {"fields": ["links", ("phone", "email")]}),
            (
                "Adresse et vérification",
                {"classes": ["collapse"], "fields": [*(["slug"] if obj else []), "verified_at"]},
            ),
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Tell the form who moderates."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"moderator": request.user})

    def twins(self, request: HttpRequest, sheet: Any) -> list[tuple[Waiting, str]]:
        """See `SheetAdmin`; of those that wait, the ones in the moderator's territories."""
        found = actors_like(sheet, apart=Distinct.objects.others_than(sheet))
        here = self.get_queryset(request).filter(pk__in=[actor.pk for actor, _ in found])
        theirs = set(here.values_list("pk", flat=True)) if found else set()
        return [
            (
                Waiting(actor, actor.get_absolute_url() if actor.is_published else moderation_url(actor)),
                f"nom semblable à {round(likeness * 100)}\u00a0%"
                + (f", {actor.commune.label}" if actor.commune else ""),
            )
            for actor, likeness in found
            if actor.is_published or actor.pk in theirs
        ]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Write themes and skills before the revision that tells of them; ask the other sides of what one side says."""
        form.save_themes_and_skills()
        super().save_related(request, form, formsets, change)
        follow(form.instance)

    def delete_sheet(self, sheet: Sheet) -> None:
        """Delete for good, and bring in line the initiatives that named it."""
        if isinstance(sheet, Actor):
            delete_actor(actor=sheet)

    def preview_context(self, sheet: Sheet) -> dict[str, Any]:
        """Return what the public page needs."""
        return actor_preview(sheet.pk)
