"""Who wrote it, and under which licence."""

from django import forms

from articles.models import Article
from articles.models.article import SHORT_LENGTH
from contributors.fields import CleanCharField, refuse_hidden_email
from contributors.parts import Part
from events.sheet_lines import SheetLinesField
from initiatives.models import Actor


class SigningPart(Part):
    """Actors of the directory, or a signature."""

    authors = SheetLinesField(
        model=Actor,
        word="acteurs",
        named="Aucun acteur",
        column="name",
        label="Écrit par (acteurs de l’annuaire)",
        help_text="Un par ligne\u00a0: son nom, ou l’adresse de sa page. Demandez-leur leur accord.",
    )
    signed_by = CleanCharField(
        label="Signature",
        max_length=SHORT_LENGTH,
        required=False,
        help_text="Si vous n’avez pas de page dans l’annuaire\u00a0: votre propre nom, ou celui du groupe pour lequel "
        "vous écrivez. Il sera public. Ne signez pas pour quelqu’un d’autre.",
        validators=[refuse_hidden_email],
    )


class LicencePart(Part):
    """The licence, which only who wrote the text may choose."""

    licence = forms.ChoiceField(
        label="Licence",
        choices=Article.Licence.choices,
        initial=Article.Licence.BY_SA,
        required=False,
        help_text="CC BY-SA\u00a0: on peut reprendre le texte en vous citant, et en le partageant de même. CC BY et "
        "Licence Ouverte\u00a0: en vous citant, sans autre condition.",
        error_messages={"invalid_choice": "Choisissez l’une des licences de la liste."},
    )

    def clean_licence(self) -> str:
        """Return the licence; that of the site where none was chosen."""
        return self.cleaned_data["licence"] or Article.Licence.BY_SA.value
