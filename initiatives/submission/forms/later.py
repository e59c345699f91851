"""Where the link of an unfinished form is sent."""

from contributors.fields import StrictEmailField
from contributors.forms import VisitorForm


class LaterForm(VisitorForm):
    """The address of whoever goes on later."""

    email = StrictEmailField(
        label="Votre adresse électronique",
        help_text="Elle ne sert qu’à vous envoyer ce lien, et s’efface avec le brouillon.",
    )
