"""What people write to each other by this site."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator

from contact.models.complaint import LENGTH as REPORT_LENGTH
from contact.models.introduction import LENGTH as WORD_LENGTH
from contact.models.thread import NAME_LENGTH
from contact.models.turn import LENGTH, SHORTEST
from contributors.fields import CleanCharField, CleanTextField, StrictEmailField
from contributors.forms import VisitorForm

# An address, or one that hides from robots: camille arobase exemple point fr.
_ADDRESS = re.compile(
    r"@|＠|\barobase\b|[(\[]\s*(?:at|a)\s*[)\]]|://|\bwww\.|\b[\w-]+\.(?:com|fr|org|net)\b", re.I
)
_LINK = re.compile(r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?", re.I)
_LETTER = re.compile(r"[^\W\d_]")
FEWEST_LETTERS = 15  # beside links: a sentence, however short


class NameField(CleanCharField):
    """What a person is called: no address in it, which would pass to the other one unasked."""

    def __init__(self, **kwargs: Any) -> None:
        """Offer what the browser knows."""
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "name"}))
        kwargs.setdefault("error_messages", {"required": "Écrivez votre nom, ou celui de votre structure."})
        super().__init__(max_length=NAME_LENGTH, **kwargs)

    def validate(self, value: str) -> None:
        """Refuse an address."""
        super().validate(value)
        if _ADDRESS.search(value):
            raise ValidationError(
                "Écrivez ici un nom seulement, sans adresse ni lien\u00a0: ce champ est montré à l’autre personne.",
                code="address",
            )


class WordsField(CleanTextField):
    """What is said to somebody: a sentence at least, not links alone."""

    def __init__(self, **kwargs: Any) -> None:
        """Take texts of a length that says something."""
        super().__init__(**kwargs)
        self.validators.append(
            MinLengthValidator(
                SHORTEST, f"Ce message est très court\u00a0: écrivez au moins {SHORTEST} caractères."
            )
        )

    def validate(self, value: str) -> None:
        """Refuse links alone."""
        super().validate(value)
        if _LINK.search(value) and len(_LETTER.findall(_LINK.sub(" ", value))) < FEWEST_LETTERS:
            raise ValidationError(
                "Ce message ne contient presque que des liens\u00a0: dites en quelques mots pourquoi vous écrivez.",
                code="links",
            )


class ShowField(forms.BooleanField):
    """The only way for an address to pass: its owner ticks this box."""

    def __init__(self) -> None:
        """Say what ticking does."""
        super().__init__(
            label="Montrer mon adresse pour qu’on me réponde directement",
            required=False,
            help_text="Si vous cochez cette case, la personne voit votre adresse électronique. Sinon elle répond par "
            "ce site, sans la voir.",
        )


class WriteForm(VisitorForm):
    """A message to whoever answers for a sheet."""

    text = WordsField(
        label="Votre message",
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text="Dites qui vous êtes, ce qui vous intéresse, ce que vous proposez.",
        error_messages={"required": "Écrivez votre message."},
    )
    name = NameField(label="Votre nom", help_text="La personne le verra.")
    email = StrictEmailField(
        label="Votre adresse électronique",
        help_text="Nous y envoyons un lien pour confirmer votre message, puis la réponse.",
    )
    shows_address = ShowField()


class ReplyForm(VisitorForm):
    """An answer, by a mailed link."""

    text = CleanTextField(
        label="Votre réponse",
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": "Écrivez votre réponse."},
    )
    shows_address = ShowField()


class ReportForm(VisitorForm):
    """What is wrong with a message."""

    text = CleanTextField(
        label="Ce qui ne va pas",
        max_length=REPORT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class IntroduceForm(VisitorForm):
    """Why two sheets should meet, and who thinks so."""

    word = WordsField(
        label="Pourquoi les réunir",
        max_length=WORD_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Les deux personnes liront ce mot. Dites ce qu’elles ont en commun, ou ce qu’elles pourraient faire "
        "ensemble.",
        error_messages={"required": "Écrivez en quelques mots pourquoi vous y pensez."},
    )
    name = NameField(label="Votre nom", help_text="Les deux personnes le verront.")
    email = StrictEmailField(
        label="Votre adresse électronique",
        help_text="Elle n’est montrée à personne. Nous y envoyons un lien pour confirmer, puis ce qu’il en est advenu.",
    )


class AgreeForm(VisitorForm):
    """What the other one is told of a person who agrees to meet."""

    name = NameField(label="Votre nom", help_text="Il est donné à l’autre personne avec votre adresse.")


class LookUpForm(VisitorForm):
    """The name of a sheet."""

    q = CleanCharField(
        label="Son nom, ou quelques mots",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
