"""People in the admin: the team's accounts, and contributors, whose addresses only superusers see."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import admin as django_auth
from django.contrib.auth import forms as django_forms
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django_otp.plugins.otp_totp.models import TOTPDevice

from contributors import acts, passwords, rights_request_admin, second_factor
from contributors.acts import Kind
from contributors.models import Consent, Contributor, SensitiveAct, User

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


def changes_of(form: ModelForm) -> str:
    """Return which fields a form changed, and the new value of those that give rights, for the log."""
    told = []
    for name in form.changed_data:
        label, value = str(form.fields[name].label or name).lower(), form.cleaned_data.get(name)
        if isinstance(value, bool):
            label += "\u00a0: oui" if value else "\u00a0: non"
        elif isinstance(value, QuerySet):
            label += f"\u00a0: {', '.join(map(str, value)) or 'aucun'}"
        told.append(label)
    return "\u202f; ".join(told)


@admin.register(User)
class UserAdmin(SuperusersOnly, django_auth.UserAdmin):
    """Accounts of the team; what changes of them is written in the log of sensitive acts."""

    form = AccountForm
    add_form = NewAccountForm
    list_display = [
        "username", "first_name", "last_name", "email", "is_superuser", "is_active", "protected", "last_login",
    ]  # fmt: skip
    list_filter = ["is_superuser", "is_active", "groups"]
    actions = ["reset_second_factor"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Return the accounts, and whether each has a second factor."""
        devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).annotate(protected=Exists(devices))

    @admin.display(description="second facteur", boolean=True)
    def protected(self, user: Any) -> bool:
        """Return whether the account has a second factor."""
        return bool(user.protected)

    @admin.action(description="Réinitialiser le second facteur", permissions=["change"])
    def reset_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let people who lost everything enrol anew; not oneself: an open session must not be enough."""
        by = request.user
        reset = [
            user
            for user in queryset
            if isinstance(by, User) and user != by and second_factor.remove(user=user, by=by)
        ]
        if reset:
            names = ", ".join(user.get_username() for user in reset)
            text = f"Second facteur réinitialisé\u00a0: {names}. Un nouveau sera demandé à la prochaine connexion."
            self.message_user(request, text, messages.SUCCESS)
        else:
            text = "Aucun de ces comptes n’a de second facteur à réinitialiser. Le vôtre se change à sa propre page."
            self.message_user(request, text, messages.WARNING)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """Write down who was given which rights."""
        super().save_related(request, form, formsets, change)
        if not change or form.changed_data:
            detail = changes_of(form) if change else "créé"
            acts.record(Kind.ACCOUNT, by=request.user, about=acts.name_of(form.instance), detail=detail)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Write down a new password: Django's page of passwords tells it only here."""
        match = request.resolver_match
        if isinstance(obj, User) and match and match.url_name == "auth_user_password_change":
            by = request.user if isinstance(request.user, User) else None
            passwords.record_change(user=obj, by=by, how="par l’administration")
        return super().log_change(request, obj, message)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        """Write down who was removed."""
        acts.record(Kind.ACCOUNT, by=request.user, about=acts.name_of(obj), detail="supprimé")
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Write down who was removed."""
        for user in queryset:
            acts.record(Kind.ACCOUNT, by=request.user, about=acts.name_of(user), detail="supprimé")
        super().delete_queryset(request, queryset)


@admin.register(SensitiveAct)
class SensitiveActAdmin(SuperusersOnly):
    """The log of sensitive acts: read, never rewritten."""

    list_display = ["at", "kind", "who", "about", "detail"]
    list_filter = ["kind"]
    fields = ["at", "kind", "who", "about", "detail"]
    search_fields = ["who__exact", "about__exact"]
    search_help_text = "Un nom de compte, ou «\u00a0compte\u00a0» suivi de ce nom."
    sortable_by = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: `contributors.acts` writes the log."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a log is not rewritten."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: the purge deletes, after a year."""
        return False


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
