"""Who takes part in an initiative, in the admin."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError

from initiatives.models import Actor, Kinship, Membership, Participation
from initiatives.relating.rings import closes_a_ring, makes_ring
from moderation.admin import PartOfSheet
from moderation.admin.sheet_form import PartForm


class RelationForm(PartForm):
    """A relation of a sheet; both sides are taken to declare it unless the moderator says that one alone does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "declared_by" in self.fields:
            self.fields["declared_by"].required = False


class ParticipationInline(PartOfSheet, admin.StackedInline):
    """The actors of an initiative and their roles."""

    model = Participation
    form = RelationForm
    autocomplete_fields = ["actor"]
    fields = ["actor", "role", "declared_by"]


class MembershipForm(RelationForm):
    """A network of an actor."""

    def clean_network(self) -> Actor:
        """Refuse the actor itself: the database would, without a word for people; and a network that it holds."""
        network: Actor = self.cleaned_data["network"]
        if network.pk == self.instance.actor_id:
            raise ValidationError("Un acteur n’est pas membre de lui-même.", code="itself")
        if self.instance.actor_id and closes_a_ring(self.instance.actor, network):
            raise ValidationError(
                f"«\u00a0{network}\u00a0» fait déjà partie de cet acteur, directement ou par d’autres réseaux\u00a0: "
                "il ne peut pas en être membre à son tour.",
                code="ring",
            )
        return network


class MembershipInline(PartOfSheet, admin.StackedInline):
    """The networks of an actor."""

    model = Membership
    form = MembershipForm
    fk_name = "actor"
    autocomplete_fields = ["network"]
    fields = ["network", "declared_by"]


class KinshipForm(RelationForm):
    """What an initiative owes to another."""

    def clean(self) -> dict[str, Any]:
        """Refuse the initiative itself, and what would lead back to it."""
        cleaned = super().clean() or self.cleaned_data
        other, kind = cleaned.get("other"), cleaned.get("kind")
        own = self.instance.initiative_id
        if other is None or not kind or own is None:
            return cleaned
        if other.pk == own:
            raise ValidationError("Une initiative n’est pas liée à elle-même.", code="itself")
        if makes_ring(initiative=own, other=other.pk, kind=kind):
            raise ValidationError(
                "Ce lien tournerait en rond\u00a0: de proche en proche, l’autre initiative dit l’inverse.",
                code="ring",
            )
        return cleaned


class KinshipInline(PartOfSheet, admin.StackedInline):
    """What an initiative owes to others."""

    model = Kinship
    form = KinshipForm
    fk_name = "initiative"
    autocomplete_fields = ["other"]
    fields = ["kind", "other", "declared_by"]
