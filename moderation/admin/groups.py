"""Groups of moderators, and the territories and themes that they look after."""

from typing import Any

# Django registers its own page of groups when this is imported: it must be there to be replaced.
import django.contrib.auth.admin as django_auth
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from contributors import acts
from contributors.acts import Kind
from contributors.admin import SuperusersOnly, changes_of
from moderation.models import Scope, ThemeScope
from moderation.scope import theme_names

admin.site.unregister(Group)


class ScopeInline(admin.StackedInline):
    """The territories of a group."""

    model = Scope
    extra = 1


class ThemeScopeForm(forms.ModelForm):
    """One theme, chosen among those that exist."""

    theme = forms.ChoiceField(label="Thème")

    class Meta:
        model = ThemeScope
        fields = ["theme"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the themes, and the one that is there even if it exists no more."""
        super().__init__(*args, **kwargs)
        known = theme_names()
        here = self.instance.theme
        gone = {here: f"{here} (n’existe plus)"} if here and here not in known else {}
        field: Any = self.fields["theme"]
        field.choices = [("", "—"), *(known | gone).items()]


class ThemeScopeInline(admin.StackedInline):
    """The themes of a group."""

    model = ThemeScope
    form = ThemeScopeForm
    extra = 1


@admin.register(Group)
class GroupAdmin(SuperusersOnly, django_auth.GroupAdmin):
    """What moderators may do, where, and about what."""

    inlines = [ScopeInline, ThemeScopeInline]
    save_as = True  # « Modération du Finistère » starts as a copy of « Modération »

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """Write down which rights, territories and themes changed: without any, a group looks after all of them."""
        super().save_related(request, form, formsets, change)
        told = [changes_of(form) if change else "créé"] if form.changed_data or not change else []
        changed = {formset.model for formset in formsets if formset.has_changed()}
        if Scope in changed:
            territories = form.instance.scopes.order_by("territory").values_list("territory", flat=True)
            told.append(f"territoires\u00a0: {', '.join(territories) or 'toute la France'}")
        if ThemeScope in changed:
            themes = form.instance.theme_scopes.order_by("theme").values_list("theme", flat=True)
            told.append(f"thèmes\u00a0: {', '.join(themes) or 'tous'}")
        if told:
            about = f"groupe {form.instance.name}"
            acts.record(Kind.GROUP, by=request.user, about=about, detail="\u202f; ".join(told))

    def delete_model(self, request: HttpRequest, obj: Group) -> None:
        """Write down which group was removed."""
        acts.record(Kind.GROUP, by=request.user, about=f"groupe {obj.name}", detail="supprimé")
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Group]) -> None:
        """Write down which groups were removed."""
        for group in queryset:
            acts.record(Kind.GROUP, by=request.user, about=f"groupe {group.name}", detail="supprimé")
        super().delete_queryset(request, queryset)
