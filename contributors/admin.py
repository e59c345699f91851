"""People in the admin: the team's accounts, and contributors, whose addresses only superusers see."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import admin as django_auth
from django.contrib.auth import forms as django_forms
from django.http import HttpRequest

from contributors import rights_request_admin
from contributors.models import Consent, Contributor, User

__all__ = ["rights_request_admin"]


class SuperusersOnly(admin.ModelAdmin):
    """Pages that no group can be given: whoever changes rights can give themselves any, and addresses are private."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Tell whether this is an active superuser."""
        return bool(request.user.is_active and request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether this is an active superuser."""
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Tell whether this is an active superuser."""
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether this is an active superuser."""
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether this is an active superuser."""
        return self.has_module_permission(request)


class AccountForm(django_forms.UserChangeForm):
    """An account of the team."""

    class Meta(django_forms.UserChangeForm.Meta):
        model = User


class NewAccountForm(django_forms.AdminUserCreationForm):
    """A new account of the team; the rules for passwords are those of the settings."""

    class Meta(django_forms.AdminUserCreationForm.Meta):
        model = User
        fields = ("username",)


@admin.register(User)
class UserAdmin(SuperusersOnly, django_auth.UserAdmin):
    """Accounts of the team."""

    form = AccountForm
    add_form = NewAccountForm
    list_display = ["username", "first_name", "last_name", "email", "is_superuser", "is_active", "last_login"]
    list_filter = ["is_superuser", "is_active", "groups"]


class ConsentInline(admin.StackedInline):
    """What a person agreed to."""

    model = Consent
    fields = ["purpose", "text_version", "given_at", "sheet"]
    readonly_fields = ["purpose", "text_version", "given_at", "sheet"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: only the person agrees, by a form."""
        return False


@admin.register(Contributor)
class ContributorAdmin(SuperusersOnly):
    """Persons without an account: read, never rewritten."""

    list_display = ["email", "name", "created_at", "confirmed_at"]
    search_fields = ["email", "name"]
    fields = ["email", "name", "created_at", "confirmed_at"]
    sortable_by = ()
    ordering = ["-pk"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    inlines = [ConsentInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: people make themselves known by a form."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: their words stay as they sent them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: consents are proofs; the purge and erasure requests delete."""
        return False
