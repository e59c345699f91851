"""Tags in the admin: named, given to a theme, merged."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from contributors.fields import CleanCharField
from initiatives.actions import delete_tags, merge_tags, rename_tag
from initiatives.models import Tag
from initiatives.models.slugs import RESERVED
from initiatives.models.tag import MAX_LENGTH, fold_all, slug_of
from moderation.admin import CappedPaginator
from places.folding import fold

MERGED_AT_ONCE = 50


class TagForm(forms.ModelForm):
    """The name, the address and the theme of a tag."""

    name = CleanCharField(label="Nom", max_length=MAX_LENGTH)

    class Meta:
        model = Tag
        fields = ["name", "slug", "theme"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make an address from the name when none is typed."""
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False

    def clean_name(self) -> str:
        """Refuse a name without letter or digit, and one that differs from another by accents or case only."""
        name = self.cleaned_data["name"].strip(" #,;")
        (self.key,) = fold_all([name])
        if not self.key or "," in name:
            raise ValidationError("Écrivez un mot ou quelques mots, sans virgule.", code="invalid")
        same = Tag.objects.filter(key=self.key).exclude(pk=self.instance.pk).first()
        if same is not None:
            raise ValidationError(
                f"L’étiquette «\u00a0{same}\u00a0» existe déjà\u00a0: "
                "pour n’en garder qu’une, fusionnez-les dans la liste.",
                code="same",
            )
        return name

    def clean_slug(self) -> str:
        """Make an address when none is typed."""
        slug = self.cleaned_data.get("slug") or self.instance.slug
        if not slug and "name" in self.cleaned_data:
            slug = slug_of(self.cleaned_data["name"], self.key)
        if slug in RESERVED:
            raise ValidationError(
                "Cette adresse est réservée\u00a0: choisissez-en une autre.", code="reserved"
            )
        return slug


class MergeForm(forms.Form):
    """Which of the chosen tags stays."""

    into = forms.ModelChoiceField(
        label="Étiquette à garder",
        queryset=Tag.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choisissez l’étiquette à garder."},
    )

    def __init__(self, *args: Any, tags: QuerySet[Tag], **kwargs: Any) -> None:
        """Take the chosen tags."""
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = tags


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    """Tags and the number of published sheets that have them."""

    form = TagForm
    list_display = ["name", "theme", "published"]
    list_filter = ["theme"]
    list_select_related = ["theme"]
    list_per_page = 100
    search_fields = ["name"]
    sortable_by = ()
    ordering = ["key"]
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = ["merge"]

    @staticmethod
    def view_on_site(tag: Tag) -> str:
        """Return the address of the public page."""
        return tag.get_absolute_url()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        """Add the number of published sheets."""
        return super().get_queryset(request).counted()  # type: ignore[attr-defined]  # Tag's own QuerySet

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Find the tags whose name has all these words, or beginnings of words, accents and case apart."""
        for word in fold(search_term).split():
            queryset = queryset.filter(key__contains=word)
        return queryset, False

    @admin.display(description="fiches publiées")
    def published(self, tag: Tag) -> int:
        """Return the number of published sheets."""
        return getattr(tag, "published", 0)

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        """Bring in line the sheets that show a name or an address that changed."""
        super().save_model(request, obj, form, change)
        if change and {"name", "slug"} & set(form.changed_data):
            rename_tag(tag=obj, former_slug=form.initial["slug"])

    def delete_model(self, request: HttpRequest, obj: Tag) -> None:
        """Delete for good."""
        delete_tags(tags=[obj])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Tag]) -> None:
        """Delete several for good."""
        delete_tags(tags=queryset)

    @admin.action(description="Fusionner", permissions=["change"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Tag]) -> HttpResponse | None:
        """Ask which tag stays, then merge the others into it."""
        chosen = list(queryset[: MERGED_AT_ONCE + 1])
        if not 2 <= len(chosen) <= MERGED_AT_ONCE:
            self.message_user(
                request, f"Choisissez de deux à {MERGED_AT_ONCE} étiquettes à fusionner.", messages.ERROR
            )
            return None
        confirmed = "confirmed" in request.POST
        tags = Tag.objects.filter(pk__in=[tag.pk for tag in chosen])
        form = MergeForm(request.POST if confirmed else None, tags=tags)
        if confirmed and form.is_valid():
            into = form.cleaned_data["into"]
            touched = merge_tags(into=into, others=chosen)
            words = f"{touched} fiches la portent désormais" if touched > 1 else "C’est fait"
            self.message_user(
                request, f"Étiquettes fusionnées dans «\u00a0{into}\u00a0». {words}.", messages.SUCCESS
            )
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "Fusionner des étiquettes",
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "tags": chosen,
            "checkbox": ACTION_CHECKBOX_NAME,
            "back": request.get_full_path(),
        }
        return TemplateResponse(request, "initiatives/admin/merge_tags.html", context)
