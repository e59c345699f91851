"""Mailing lists in the admin: administrators say which; moderators see those of their territories."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from contributors.fields import CleanCharField, StrictEmailField
from initiatives.models import Theme
from moderation.admin import moderator
from newsletter.models import MOST_TERRITORIES, MailingList
from newsletter.sections import NAMES, SECTIONS
from newsletter.selection import Selection
from places.territory import called


class MailingListForm(forms.ModelForm):
    """A mailing list."""

    name = CleanCharField(label="Nom", max_length=120)
    address = StrictEmailField(label="Adresse de la liste")
    where = CleanCharField(
        label="Territoires",
        max_length=500,
        required=False,
        help_text="Séparés par des virgules\u00a0: Finistère, Brest Métropole. Vide\u00a0: toute la France.",
    )
    about = forms.ModelMultipleChoiceField(
        label="Thèmes",
        queryset=Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Aucun\u00a0: tous les thèmes.",
    )
    told = forms.MultipleChoiceField(
        label="Rubriques",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Aucune\u00a0: toutes.",
    )

    class Meta:
        model = MailingList
        fields = ["name", "address", "rhythm", "is_automatic", "is_open", "prefix", "language"]
        field_classes = {"prefix": CleanCharField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the choices made before."""
        super().__init__(*args, **kwargs)
        chosen = self.instance.selection
        told: Any = self.fields["told"]
        told.choices = [(section.name, section.label) for section in SECTIONS]
        shown = {
            "where": ", ".join(
                place.name if len(called(place.name)) == 1 else place.token for place in chosen.places
            ),
            "about": chosen.subjects,
            "told": list(chosen.kinds),
        }
        self.initial = {**self.initial, **shown}

    def clean_where(self) -> list[str]:
        """Return the tokens of the territories. Raises ValidationError for a name that none, or several, have."""
        names = [name.strip() for name in self.cleaned_data["where"].split(",") if name.strip()]
        tokens = []
        for name in names:
            found = called(name)
            if len(found) != 1:
                known = ", ".join(f"{place.token} ({place.label})" for place in found[:MOST_TERRITORIES])
                why = (
                    f"plusieurs territoires s’appellent ainsi, {known}" if found else "vérifiez l’orthographe"
                )
                raise ValidationError(f"«\u00a0{name}\u00a0»\u00a0: {why}.", code="unknown")
            tokens.append(found[0].token)
        if len(set(tokens)) > MOST_TERRITORIES:
            raise ValidationError(f"Choisissez {MOST_TERRITORIES} territoires au plus.", code="many")
        return tokens

    def save(self, commit: bool = True) -> MailingList:
        """Save it with its choices in their one order."""
        chosen = self.cleaned_data
        told = set(chosen["told"])
        selection = Selection(
            tuple(chosen["where"]),
            tuple(theme.pk for theme in chosen["about"]),
            () if told == set(NAMES) else tuple(told),
        )
        self.instance.choose(selection, chosen["rhythm"])
        saved: MailingList = super().save(commit)
        return saved


@admin.register(MailingList)
class MailingListAdmin(admin.ModelAdmin):
    """Mailing lists that the site knows."""

    form = MailingListForm
    list_display = ["name", "address", "rhythm", "is_automatic", "is_open"]
    fields = [
        "name", "address", "where", "about", "told", "rhythm", "is_automatic", "is_open", "prefix", "language",
    ]  # fmt: skip
    sortable_by = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[MailingList]:
        """Return those of the moderator's territories."""
        return MailingList.objects.moderated_by(moderator(request))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show to whoever only reads what a row holds."""
        if self.has_change_permission(request, obj) or obj is None:
            return self.fields
        return ["name", "address", "rhythm", "is_automatic", "is_open", "prefix", "language"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Leave it to superusers: a list may be written to without a hand."""
        return bool(request.user.is_active and request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave it to superusers: moderators read it."""
        return self.has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a list is put out of service, its letters stay in the archive."""
        return False
