"""The text: what kind of text it is, its title, its summary, what it says."""

from django import forms
from django.core.exceptions import ValidationError

from articles.models import Article
from articles.models.article import SUMMARY_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from contributors.fields import CleanCharField, CleanTextField, refuse_hidden_email
from contributors.parts import Part
from initiatives.calling.checks import has_contact

FEWEST_LETTERS = 200  # of the text: fewer fit in a summary


def check_title(title: str) -> str:
    """Return the title of an analysis. Raises ValidationError when somebody's address or number is in it."""
    if has_contact(title):
        raise ValidationError(
            "Le titre contient une adresse électronique ou un numéro de téléphone\u00a0: retirez-le.",
            code="contact",
        )
    return title


def check_text(text: str) -> str:
    """Return the text of an analysis. Raises ValidationError for one that hardly says anything."""
    if sum(map(str.isalpha, text)) < FEWEST_LETTERS:
        raise ValidationError(
            "Ce texte est très court\u00a0: racontez en quelques paragraphes. Pour une annonce en deux phrases, "
            "corrigez plutôt la fiche de l’initiative.",
            code="short",
        )
    return text


class TextPart(Part):
    """Kind, title, summary, text."""

    kind = forms.ChoiceField(
        label="Quelle sorte de texte est-ce\u202f?",
        choices=Article.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce qui convient le mieux."},
    )
    title = CleanCharField(
        label="Titre",
        max_length=TITLE_LENGTH,
        help_text="Par exemple\u00a0: ce que trois ans de jardin partagé nous ont appris.",
        error_messages={"required": "Donnez un titre à votre texte."},
    )
    summary = CleanCharField(
        label="Résumé",
        max_length=SUMMARY_LENGTH,
        help_text=f"Une ou deux phrases, {SUMMARY_LENGTH} signes au plus\u00a0: c’est ce que montrent les listes.",
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_hidden_email],
        error_messages={"required": "Résumez votre texte en une ou deux phrases."},
    )
    text = CleanTextField(
        label="Texte",
        max_length=TEXT_LENGTH,
        help_text="Une ligne vide sépare deux paragraphes. Pour mettre en forme\u00a0: ## Titre, - liste, **gras**, "
        "> citation, [lien](https://…). À partir de trois titres, un sommaire se fait tout seul.",
        widget=forms.Textarea(attrs={"rows": 24}),
        error_messages={"required": "Écrivez votre texte."},
    )

    def clean_title(self) -> str:
        """Refuse contacts in the title."""
        return check_title(self.cleaned_data["title"])

    def clean_text(self) -> str:
        """Refuse a text that says nothing."""
        return check_text(self.cleaned_data["text"])


class OpenPart(Part):
    """Whether everybody is invited to go on with it."""

    is_open = forms.BooleanField(
        label="Page ouverte\u00a0: chacun et chacune peut l’améliorer",
        required=False,
        help_text="Pour une méthode, comme un carnet tenu à plusieurs. Chaque proposition est relue avant de paraître, "
        "et l’historique garde toutes les versions.",
    )
