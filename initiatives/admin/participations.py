"""Who takes part in an initiative, in the admin."""

from django.contrib import admin

from initiatives.models import Membership, Participation
from moderation.admin import PartOfSheet


class ParticipationInline(PartOfSheet, admin.TabularInline):
    """The actors of an initiative and their roles."""

    model = Participation
    autocomplete_fields = ["actor"]
    fields = ["actor", "role"]


class MembershipInline(PartOfSheet, admin.TabularInline):
    """The networks of an actor."""

    model = Membership
    fk_name = "actor"
    autocomplete_fields = ["network"]
    fields = ["network"]
