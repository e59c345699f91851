"""Who animates a territory, in the admin: proposed to an actor, or asked by one and decided here."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from contributors.fields import CleanTextField
from contributors.models import User
from initiatives import animating
from initiatives.models import Actor, Animator
from moderation import desk
from moderation.actions import TransitionRefused
from moderation.admin.territories import TerritorialChoices, moderator
from places.territory import Territory, called

LIST = "admin:initiatives_animator_changelist"
ANSWER_LENGTH = 2000  # characters


class ProposeForm(forms.ModelForm):
    """Which actor, which territory."""

    moderator: Any = None

    where = forms.CharField(
        label="Territoire",
        max_length=100,
        help_text="Un nom, ou un code comme departement-29, intercommunalite-242900314, commune-29019.",
    )

    class Meta:
        model = Animator
        fields = ["actor"]

    def clean_where(self) -> Territory:
        """Find the territory that is meant."""
        found = called(self.cleaned_data["where"])
        if not found:
            raise ValidationError("Ce territoire n’est pas connu\u00a0: vérifiez son nom.", code="unknown")
        if len(found) > 1:
            named = ", ".join(f"{place.token} pour {place.label}" for place in found[:8])
            raise ValidationError(f"Plusieurs territoires portent ce nom. Tapez {named}.", code="ambiguous")
        return found[0]

    def clean(self) -> dict[str, Any]:
        """Say at once what would be refused."""
        cleaned = super().clean() or self.cleaned_data
        actor, territory = cleaned.get("actor"), cleaned.get("where")
        if isinstance(actor, Actor) and isinstance(territory, Territory):
            reason = animating.why_not(actor=actor, territory=territory, by=self.moderator)
            if reason:
                raise ValidationError(reason, code="refused")
        return cleaned


class DecideForm(forms.ModelForm):
    """Yes, or no and why."""

    decision = forms.ChoiceField(
        label="Décision",
        choices=[("oui", "Confirmer\u00a0: l’acteur paraît sur la page du territoire"), ("non", "Refuser")],
        widget=forms.RadioSelect,
    )
    answer = CleanTextField(
        label="Réponse",
        max_length=ANSWER_LENGTH,
        required=False,
        help_text="En cas de refus, elle est envoyée telle quelle à qui répond pour l’acteur.",
    )

    class Meta:
        model = Animator
        fields: list[str] = []


@admin.register(Animator)
class AnimatorAdmin(TerritorialChoices, admin.ModelAdmin):
    """Animators of the moderator's territories."""

    list_display = ["where", "actor", "state", "asked_by", "asked_at", "since"]
    list_filter = ["state", "asked_by"]
    list_select_related = ["actor"]
    search_fields = ["actor__name", "territory"]
    sortable_by = ()
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    actions = None
    autocomplete_fields = ["actor"]

    @admin.display(description="territoire")
    def where(self, animator: Animator) -> str:
        """Return the name of the territory."""
        return animator.territory_name

    def get_queryset(self, request: HttpRequest) -> QuerySet[Animator]:
        """Return those of the moderator's territories."""
        return Animator.objects.moderated_by(moderator(request)).order_by("-pk")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the one of this number. Raises Http404 when it does not exist, or not for this moderator."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form to propose, or to decide."""
        form = super().get_form(
            request, obj, change=change, form=DecideForm if obj else ProposeForm, **kwargs
        )
        return type(form.__name__, (form,), {"moderator": moderator(request)})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show what is known, and what is to be decided."""
        if obj is None:
            return ["actor", "where"]
        decided = ["decision", "answer"] if self.has_change_permission(request, obj) else []
        return ["where", "actor", "state", "asked_by", "asked_at", "since", "decided_by", *decided]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Leave what is known as it is."""
        known = ["where", "actor", "state", "asked_by", "asked_at", "since", "decided_by"]
        return known if obj else []

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer public actors of the moderator's territories."""
        actors: Any = Actor.objects.moderated_by(moderator(request))
        kwargs["queryset"] = actors.published()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let only what an actor asks be decided; the rest is read, or ended."""
        waits = obj is None or (obj.state, obj.asked_by) == (Animator.State.PROPOSED, Animator.Side.ACTOR)
        return super().has_change_permission(request, obj) and waits

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let whoever decides end it, which tells the actor; what actors declined is kept: nobody asks again."""
        declined = obj is not None and obj.state == Animator.State.DECLINED
        return bool(request.user.has_perm("initiatives.change_animator")) and not declined

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Propose, confirm or refuse: see `initiatives.animating`."""
        by, chosen = moderator(request), form.cleaned_data
        if not change:
            obj.pk = animating.propose(actor=obj.actor, territory=chosen["where"], by=by).pk
        elif chosen["decision"] == "oui":
            animating.confirm(animator=obj, by=by)
        else:
            number = obj.pk
            animating.refuse(animator=obj, by=by, answer=chosen["answer"])
            obj.pk = number  # the journal of the admin still names it

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """End it, and tell the actor."""
        animating.end(animator=obj, by=moderator(request))

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Say why, when somebody was quicker."""
        return self._or_say_why(request, super().changeform_view, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Say why, when somebody was quicker."""
        return self._or_say_why(request, super().delete_view, *args, **kwargs)

    def _or_say_why(self, request: HttpRequest, view: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = view(request, *args, **kwargs)
        except TransitionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect(LIST)
        except Animator.DoesNotExist:
            self.message_user(request, "Cette demande n’est plus là.", messages.ERROR)
            return redirect(LIST)
        return response


def animators_line(user: User) -> desk.Line:
    """Return the territories that actors ask to animate."""
    waiting = Animator.objects.waiting().moderated_by(user).order_by()
    found = waiting.aggregate(count=Count("pk"), since=Min("asked_at"))
    return desk.Line(
        name="demandes d’animer un territoire",
        url=f"{reverse(LIST)}?state__exact=proposed&asked_by__exact=actor",
        count=found["count"],
        since=found["since"],
    )


desk.register("initiatives.change_animator", animators_line)
