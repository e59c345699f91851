"""What the author of a sheet may do about messages, on the page where they follow it."""

from contact import reach
from moderation.authors import Author
from moderation.following import Act
from moderation.models import Sheet


def _silence(*, sheet: Sheet, by: Author) -> Sheet:
    return reach.silence(sheet=sheet)


def _speak(*, sheet: Sheet, by: Author) -> Sheet:
    return reach.speak(sheet=sheet)


ACTS = (
    Act(
        name="sans-messages",
        label="Ne plus recevoir de messages",
        icon="close",
        title="Ne plus recevoir de messages",
        effect="Le bouton «\u00a0Écrire\u00a0» disparaît\u00a0: plus personne ne peut vous écrire à son "
        "sujet, ni vous proposer une mise en relation. Les conversations déjà commencées peuvent continuer. Vous "
        "pourrez revenir là-dessus depuis cette page.",
        button="Ne plus recevoir de messages",
        done="C’est noté\u00a0: vous ne recevrez plus de messages à ce sujet.",
        take=_silence,
        applies_to=lambda sheet: sheet.takes_messages and sheet.is_published and not reach.is_silent(sheet),
    ),
    Act(
        name="messages",
        label="Recevoir de nouveau des messages",
        icon="mail",
        title="Recevoir de nouveau des messages",
        effect="Le bouton «\u00a0Écrire\u00a0» revient. On vous écrit par ce site, sans voir votre adresse.",
        button="Recevoir des messages",
        done="C’est noté\u00a0: on peut de nouveau vous écrire à ce sujet.",
        take=_speak,
        applies_to=lambda sheet: sheet.takes_messages and sheet.is_published and reach.is_silent(sheet),
    ),
)
