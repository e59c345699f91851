"""What the author of a call does with it by a secret link, and how that of an initiative comes to write one."""

from django import forms

from contributors.fields import CleanCharField
from contributors.forms import VisitorForm
from initiatives.calling import endings
from initiatives.calling.checks import check_outcome
from initiatives.models import Call, Initiative
from initiatives.models.call import OUTCOME_LENGTH
from moderation.following import Act, Page


class OutcomeForm(VisitorForm):
    """What was found."""

    outcome = CleanCharField(
        label="Ce que vous avez trouvé",
        max_length=OUTCOME_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Une phrase pour remercier, ou pour raconter, sans adresse ni lien. Une personne du réseau la relit, "
        "sauf si vos corrections paraissent déjà sans relecture\u202f; puis tout le monde peut la lire. Ne nommez "
        "personne sans son accord.",
    )

    def clean_outcome(self) -> str:
        """Refuse contacts and links: it is not where one answers."""
        return check_outcome(self.cleaned_data["outcome"])


class ExtendForm(forms.Form):
    """The last day that its author sees: a double click gives one month, not two."""

    until = forms.DateField(required=False, widget=forms.HiddenInput)


ACTS = (
    Act(
        name="trouve",
        label="C’est trouvé",
        icon="check",
        title="C’est trouvé\u202f!",
        effect="L’appel quitte les listes dès maintenant. Sa page reste, et dit que c’est trouvé\u00a0: cela donne "
        "envie de répondre aux autres.",
        button="C’est trouvé",
        done="Bravo\u202f! La page de l’appel dit maintenant que c’est trouvé.",
        take=endings.find,
        applies_to=lambda sheet: isinstance(sheet, Call) and sheet.is_published,
        form=OutcomeForm,
    ),
    Act(
        name="prolonger",
        label="Prolonger d’un mois",
        icon="calendar",
        title="Prolonger l’appel d’un mois",
        effect="L’appel reste dans les listes un mois de plus. Nous vous écrirons de nouveau une semaine avant sa fin.",
        button="Prolonger d’un mois",
        done="C’est noté\u00a0: l’appel court un mois de plus.",
        take=endings.extend,
        applies_to=lambda sheet: isinstance(sheet, Call) and endings.may_be_extended(sheet),
        form=ExtendForm,
        initial=lambda sheet: {"until": sheet.until.isoformat()} if isinstance(sheet, Call) else {},
    ),
)
PAGE = Page(
    label="Lancer un appel\u00a0: «\u00a0Nous cherchons…\u00a0»",
    icon="people",
    view="call_write",
    applies_to=lambda sheet: isinstance(sheet, Initiative) and sheet.is_published,
)
