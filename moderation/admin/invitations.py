"""Inviting people to the team: superusers, and coordinators into the groups of their territory."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.models import Group
from django.db import IntegrityError
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, ModelForm, ModelMultipleChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from contributors import invitations
from contributors.fields import CleanCharField, StrictEmailField
from contributors.models import Invitation, User
from moderation.admin.territories import moderator
from moderation.scope import groups_within

ALREADY = "Cette personne a déjà une invitation\u00a0: envoyez-la de nouveau depuis la liste."


class InvitationForm(ModelForm):
    """Whom to invite, and to which groups."""

    name = CleanCharField(label="Nom", max_length=120)
    email = StrictEmailField(
        label="Adresse électronique",
        help_text="Un lien y part dès que vous enregistrez. Il fonctionne pendant sept jours, une seule fois.",
    )

    class Meta:
        model = Invitation
        fields = ["name", "email", "groups"]
        error_messages = {"groups": {"required": "Choisissez au moins un groupe\u00a0: il donne les droits."}}

    def clean_email(self) -> str:
        """Refuse the address of an account, and of somebody who is invited already."""
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            self.add_error("email", "Un compte de l’équipe a déjà cette adresse.")
        if Invitation.objects.waiting().for_address(email).exists():
            self.add_error("email", ALREADY)
        return email


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """Invitations to groups that the person who looks may themselves invite into."""

    form = InvitationForm
    list_display = ["name", "email", "state", "to_groups", "invited_by", "sent_at", "expires_at"]
    fields = ["name", "email", "groups"]
    sortable_by = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = ["send_again", "cancel"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invitation]:
        """Return the invitations to these groups, and to no other at the same time."""
        user, found = moderator(request), super().get_queryset(request)
        if not user.is_superuser:
            within = [group.pk for group in groups_within(user)]
            foreign = Invitation.groups.through.objects.exclude(group__in=within)
            known = Invitation.groups.through.objects.filter(group__in=within)
            found = found.filter(pk__in=known.values("invitation")).exclude(
                pk__in=foreign.values("invitation")
            )
        return found.select_related("invited_by").prefetch_related("groups")

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField | None:
        """Offer, and accept, these groups only."""
        within = [group.pk for group in groups_within(moderator(request))]
        kwargs["widget"] = CheckboxSelectMultiple
        kwargs["queryset"] = Group.objects.filter(pk__in=within).order_by("name")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Invite; a second click at the same moment is told that the first was enough."""
        try:
            return super().add_view(request, form_url, extra_context)
        except IntegrityError:
            self.message_user(request, ALREADY, messages.WARNING)
            return redirect("admin:contributors_invitation_changelist")

    @admin.display(description="état")
    def state(self, invitation: Invitation) -> str:
        """Return what became of it."""
        return invitation.state

    @admin.display(description="groupes")
    def to_groups(self, invitation: Invitation) -> str:
        """Return the names of its groups."""
        return ", ".join(group.name for group in invitation.groups.all())

    @admin.action(description="Envoyer de nouveau", permissions=["add"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        """Mail new links, which replace the former."""
        by = moderator(request)
        sent = sum(invitations.send_again(invitation=row, by=by) for row in queryset)
        self._tell(request, sent, "envoyée", "de nouveau")

    @admin.action(description="Annuler", permissions=["add"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        """Forget invitations, whose links work no longer."""
        by = moderator(request)
        gone = sum(invitations.cancel(invitation=row, by=by) for row in queryset)
        self._tell(request, gone, "annulée", "")

    def _tell(self, request: HttpRequest, count: int, done: str, how: str) -> None:
        if not count:
            self.message_user(request, "Aucune de ces invitations n’attend encore.", messages.WARNING)
            return
        text = f"{count} invitations {done}s {how}" if count > 1 else f"1 invitation {done} {how}"
        self.message_user(request, f"{text.rstrip()}.", messages.SUCCESS)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Offer one button, and no group made on the way."""
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        groups = context["adminform"].form.fields.get("groups")
        if groups and isinstance(groups.widget, RelatedFieldWidgetWrapper):
            groups.widget.can_add_related = False
        return super().render_change_form(request, context, *args, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: an invitation is cancelled, and made anew."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: « Annuler » says so in the log."""
        return False

    def save_model(self, request: HttpRequest, obj: Invitation, form: ModelForm, change: bool) -> None:
        """Send the invitation."""
        invitations.invite(invitation=obj, groups=form.cleaned_data["groups"], by=moderator(request))

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """Do nothing more: the groups are saved with it."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # no entry
        """Write nothing: the log of sensitive acts says it."""
