"""What an actor answers about the territories that it animates, by secret links; only POST changes anything."""

from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from contributors.fields import CleanCharField
from contributors.models import SignedLink
from contributors.private_pages import private_page
from contributors.redirects import see
from initiatives import animating
from initiatives.models import Actor, Animator
from initiatives.relating.cases import speaks_for
from moderation.actions import TransitionRefused
from moderation.links import gone, opened
from places.territory import Territory, called

OTHER = "autre"
Purpose = SignedLink.Purpose


class TerritoryForm(forms.Form):
    """A territory around the actor, or another by its name."""

    territory = forms.ChoiceField(
        label="Quel territoire\u202f?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez un territoire.",
            "invalid_choice": "Choisissez un territoire de la liste.",
        },
    )
    other = CleanCharField(
        label="Un autre territoire",
        max_length=100,
        required=False,
        help_text="Le nom d’une commune, d’une intercommunalité, d’un département ou d’une région.",
    )

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data)
        near = Territory(actor.commune) if actor.commune else None
        self.near = {place.token: place for place in [near, *reversed(near.parents)]} if near else {}
        self.meant = called(str(data.get("other") or "")[:100]) if data else []
        # A name of several territories: each becomes a choice.
        several = self.meant if len(self.meant) > 1 else []
        offered = self.near | {place.token: place for place in several}
        choices = [(token, place.label) for token, place in offered.items()]
        field: Any = self.fields["territory"]
        field.choices = [*choices, (OTHER, "Un autre, que voici")]
        if not choices:
            field.initial = OTHER

    def clean(self) -> dict[str, Any]:
        """Find the territory that is meant."""
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("territory")
        if chosen == OTHER:
            if "other" in self.errors:
                return cleaned
            if not self.meant:
                raise ValidationError(
                    {"other": "Nous ne trouvons pas ce territoire\u00a0: vérifiez son nom."}
                )
            if len(self.meant) > 1:
                raise ValidationError(
                    {"territory": "Plusieurs territoires portent ce nom\u00a0: choisissez le bon."}
                )
            cleaned["place"] = self.meant[0]
        elif chosen:
            cleaned["place"] = Territory.from_token(chosen)
        return cleaned


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def animate(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a moderator proposed to an actor, or what it animates; take its answer."""
    link = SignedLink.objects.valid(purpose=Purpose.ANIMATE, token=token)
    animator = link.sheet if link else None
    if link is None or not isinstance(animator, Animator):
        return gone(request)
    if not speaks_for(
        link.contributor, animator.actor
    ):  # it has another author or address, or joined another
        return gone(request)
    if request.method == "POST":
        try:
            match request.POST.get("reponse"):
                case "oui":
                    animating.accept(animator=animator, contributor=link.contributor)
                case "non":
                    animating.decline(animator=animator, contributor=link.contributor)
                case "arreter":
                    if not animating.give_up(animator=animator):
                        return see(request.path)
                    return render(request, "initiatives/animate.html", _told(animator) | {"animator": None})
        except ObjectDoesNotExist:  # ended this instant
            return gone(request)
        return see(request.path)
    return render(request, "initiatives/animate.html", _told(animator))


def _told(animator: Animator) -> dict[str, Any]:
    """Return what the page of an animator tells."""
    return {
        "animator": animator,
        "actor": animator.actor,
        "territory": animator.place,
        "place": animator.territory_name,
        "declined": animator.state == Animator.State.DECLINED,
    }


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def animate_ask(request: HttpRequest, token: str) -> HttpResponse:
    """List what an actor animates, for its author, and let it ask for a territory or end one."""
    found = opened(Purpose.FOLLOW, token)
    if found is None or not isinstance(found.sheet, Actor):
        return gone(request)
    actor, too_late = found.sheet, ""
    form = TerritoryForm(actor, request.POST if "territory" in request.POST else None)
    if request.method == "POST":
        try:
            if _take(actor, request.POST.get("arreter", ""), form):
                return see(request.path)
        except TransitionRefused as refusal:
            too_late = str(refusal)
        except ObjectDoesNotExist:  # gone by another click
            return see(request.path)
        if not form.is_bound:
            form = TerritoryForm(actor, request.POST)
    animators = actor.animations.order_by("territory")
    context = {"actor": actor, "animators": animators, "form": form, "token": token, "too_late": too_late}
    return render(request, "initiatives/animate_ask.html", context)


def _take(actor: Actor, ended: str, form: TerritoryForm) -> bool:
    """Do what the author of an actor asks; tell whether it was understood."""
    if ended:
        if not (ended.isascii() and ended.isdigit() and len(ended) < 19):
            raise Animator.DoesNotExist
        animating.give_up(animator=actor.animations.get(pk=ended))
        return True
    if not form.is_valid():
        return False
    animating.ask(actor=actor, territory=form.cleaned_data["place"])
    return True
