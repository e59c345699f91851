"""A message pasted instead of the long form."""

from django import forms

from contributors.fields import CleanTextField
from contributors.forms import VisitorForm

LENGTH = 60_000  # characters: a long message, its source and its headings


class MessageForm(VisitorForm):
    """The text of a message, or its source."""

    message = CleanTextField(
        label="Le message",
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Avec son objet si possible, ou en entier, comme votre messagerie en montre la source.",
        error_messages={"required": "Collez le message qui présente l’initiative."},
    )
