"""Groups of moderators and the territories that they look after."""

# Django registers its own page of groups when this is imported: it must be there to be replaced.
import django.contrib.auth.admin as django_auth
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from moderation.admin.territories import moderator
from moderation.models import Scope

admin.site.unregister(Group)


class ScopeInline(admin.TabularInline):
    """The territories of a group."""

    model = Scope
    extra = 1


@admin.register(Group)
class GroupAdmin(django_auth.GroupAdmin):
    """Superusers give rights, and say where they hold."""

    inlines = [ScopeInline]
    save_as = True  # « Modération du Finistère » starts as a copy of « Modération »
    list_display = ["name"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Leave it to superusers: whoever changes groups can give themselves any right."""
        return moderator(request).is_superuser

    def has_view_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        """Leave it to superusers."""
        return moderator(request).is_superuser

    has_add_permission = has_module_permission
    has_change_permission = has_delete_permission = has_view_permission
