"""Who takes part in an initiative, in the admin."""

from django.contrib import admin
from django.core.exceptions import ValidationError

from initiatives.models import Actor, Membership, Participation
from initiatives.rings import closes_a_ring
from moderation.admin import PartOfSheet
from moderation.admin.sheet_form import PartForm


class ParticipationInline(PartOfSheet, admin.StackedInline):
    """The actors of an initiative and their roles."""

    model = Participation
    form = PartForm
    autocomplete_fields = ["actor"]
    fields = ["actor", "role"]


class MembershipForm(PartForm):
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
    fields = ["network"]
