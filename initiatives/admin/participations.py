"""Who takes part in an initiative, in the admin."""

from django.contrib import admin
from django.core.exceptions import ValidationError

from initiatives.models import Actor, Membership, Participation
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
        """Refuse the actor itself: the database would, without a word for people."""
        network = self.cleaned_data["network"]
        if network.pk == self.instance.actor_id:
            raise ValidationError("Un acteur n’est pas membre de lui-même.", code="itself")
        return network


class MembershipInline(PartOfSheet, admin.StackedInline):
    """The networks of an actor."""

    model = Membership
    form = MembershipForm
    fk_name = "actor"
    autocomplete_fields = ["network"]
    fields = ["network"]
