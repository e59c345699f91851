"""Who takes part in an initiative, in the admin."""

from django.contrib import admin

from initiatives.models import Membership, Participation
from moderation.admin import PartOfSheet
from moderation.admin.sheet_form import PartForm


class ParticipationInline(PartOfSheet, admin.TabularInline):
    """The actors of an initiative and their roles."""

    model = Participation
    form = PartForm
    autocomplete_fields = ["actor"]
    fields = ["actor", "role"]


class MembershipInline(PartOfSheet, admin.TabularInline):
    """The networks of an actor."""

    model = Membership
    form = PartForm
    fk_name = "actor"
    autocomplete_fields = ["network"]
    fields = ["network"]
