"""Actors in the admin."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from initiatives.actions import delete_actor
from initiatives.admin.filters import RegionFilter
from initiatives.admin.links import LinksField
from initiatives.admin.participations import MembershipInline
from initiatives.admin.previews import actor_preview
from initiatives.models import Actor, Initiative
from initiatives.models.slugs import RESERVED
from initiatives.readers import ActorReader
from initiatives.relating.cases import follow
from initiatives.twins import actors_like
from moderation.admin import ClaimFilter, QuestionFilter, SheetAdmin, StatusFilter
from moderation.admin.sheet_form import SheetForm
from moderation.models import Distinct, Sheet
from moderation.queue import Waiting, moderation_url
from moderation.scope import territories_of
from places.territory import Territory


class ActorForm(SheetForm):
    """The columns of an actor."""

    reserved_slugs = frozenset(RESERVED)
    moderator: Any = None

    links = LinksField(label="Liens", required=False)

    class Meta:
        model = Actor
        fields = [
            "name",
            "slug",
            "kind",
            "summary",
            "description",
            "commune",
            "links",
            "phone",
            "email",
            "verified_at",
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse an actor that would leave the moderator's territories."""
        cleaned = super().clean() or self.cleaned_data
        territories = territories_of(self.moderator)
        if territories is None or "commune" in self.errors:
            return cleaned
        commune = cleaned.get("commune")
        holders = [commune.token, *(parent.token for parent in Territory(commune).parents)] if commune else []
        there = Initiative.objects.within(territories).filter(participations__actor=self.instance.pk or 0)
        if not set(holders) & set(territories) and not there.exists():
            raise ValidationError(
                "Cet acteur n’est pas dans les territoires que vous modérez\u00a0: choisissez-y sa commune, "
                "ou demandez à une personne qui modère tout le pays.",
                code="elsewhere",
            )
        return cleaned


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

    def get_fieldsets(self, request: HttpRequest, obj: Actor | None = None) -> Any:
        """Group the fields; the address comes with the first saving."""
        return [
            (None, {"fields": ["name", "kind", "commune", "summary", "description"]}),
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
        """Ask the other sides of what the moderator has one side say."""
        super().save_related(request, form, formsets, change)
        follow(form.instance)

    def delete_sheet(self, sheet: Sheet) -> None:
        """Delete for good, and bring in line the initiatives that named it."""
        if isinstance(sheet, Actor):
            delete_actor(actor=sheet)

    def preview_context(self, sheet: Sheet) -> dict[str, Any]:
        """Return what the public page needs."""
        return actor_preview(sheet.pk)
