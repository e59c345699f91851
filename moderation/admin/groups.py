"""Groups of moderators and the territories that they look after."""

# Django registers its own page of groups when this is imported: it must be there to be replaced.
import django.contrib.auth.admin as django_auth
from django.contrib import admin
from django.contrib.auth.models import Group

from contributors.admin import SuperusersOnly
from moderation.models import Scope

admin.site.unregister(Group)


class ScopeInline(admin.StackedInline):
    """The territories of a group."""

    model = Scope
    extra = 1


@admin.register(Group)
class GroupAdmin(SuperusersOnly, django_auth.GroupAdmin):
    """What moderators may do, and where."""

    inlines = [ScopeInline]
    save_as = True  # « Modération du Finistère » starts as a copy of « Modération »
