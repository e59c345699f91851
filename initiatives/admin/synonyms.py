"""Synonyms in the admin: expressions that the search takes for each other."""

from django import forms
from django.contrib import admin

from contributors.fields import CleanTextField
from initiatives.models import Synonyms


class SynonymsForm(forms.ModelForm):
    """The expressions of one group."""

    expressions = CleanTextField(
        label="Expressions",
        max_length=1000,
        help_text=Synonyms._meta.get_field("expressions").help_text,
        widget=forms.Textarea(attrs={"rows": 6, "cols": 60}),
    )

    class Meta:
        model = Synonyms
        fields = ["expressions"]


@admin.register(Synonyms)
class SynonymsAdmin(admin.ModelAdmin):
    """Groups of expressions that mean the same; for those who have the right, the administrators."""

    form = SynonymsForm
    list_display = ["__str__"]
    search_fields = ["expressions"]
    search_help_text = "Un mot d’une expression, avec ses accents."
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
