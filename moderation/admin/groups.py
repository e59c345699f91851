"""Groups of moderators, and the territories and themes that they look after."""

from typing import Any

# Django registers its own page of groups when this is imported: it must be there to be replaced.
import django.contrib.auth.admin as django_auth
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group

from contributors.admin import SuperusersOnly
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
