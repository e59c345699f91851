"""What a person types about a sheet that they sent."""

from django import forms

from contributors import consent_texts
from contributors.fields import CleanCharField, CleanTextField, StrictEmailField
from contributors.forms import VisitorForm
from contributors.parts import Part
from moderation.models import Report
from moderation.models.proposal import LENGTH as REMARK_LENGTH
from moderation.models.question import LENGTH
from moderation.models.report import LENGTH as REPORT_LENGTH


class MySheetsForm(VisitorForm):
    """To which address the links are to be sent."""

    email = StrictEmailField(
        label="Votre adresse électronique", help_text="Celle que vous avez écrite en proposant votre fiche."
    )


class AnswerForm(VisitorForm):
    """What the author of a sheet answers to a moderator."""

    answer = CleanTextField(
        label="Votre réponse",
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Écrivez votre réponse."},
        help_text="Elle n’est lue que par les personnes qui relisent.",
    )


class ReportForm(VisitorForm):
    """What is wrong with a sheet."""

    kind = forms.ChoiceField(
        label="Que voulez-vous nous dire\u202f?",
        choices=Report.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce qui convient le mieux."},
    )
    text = CleanTextField(
        label="Expliquez-nous",
        max_length=REPORT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Ce qui est faux, ce qui serait juste, et comment vous le savez. Pour un doublon, l’adresse de "
        "l’autre fiche.",
        error_messages={"required": "Écrivez quelques mots\u00a0: sans eux, nous ne saurions que corriger."},
    )
    email = StrictEmailField(
        label="Votre adresse électronique",
        required=False,
        help_text="Seulement si vous voulez une réponse. Elle ne sert à rien d’autre, et s’efface six mois après.",
    )


class RemarkPart(Part):
    """Why a sheet should change."""

    remark = CleanTextField(
        label="Un mot pour la personne qui relit",
        max_length=REMARK_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Comment vous le savez, ou ce que ce formulaire ne permet pas de changer. "
        "Ce mot n’est pas publié.",
    )


class ProposerPart(Part):
    """Who proposes to change a sheet. Nothing of it is public."""

    contributor_name = CleanCharField(
        label="Votre nom",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contributor_email = StrictEmailField(
        label="Votre adresse électronique",
        help_text="Nous y envoyons un lien pour confirmer votre proposition, puis ce qu’elle est devenue.",
    )
    publication_consent = forms.BooleanField(
        label=consent_texts.CHANGE.label,
        help_text=consent_texts.CHANGE.details,
        error_messages={"required": consent_texts.CHANGE.missing},
    )
