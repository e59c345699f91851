"""The words that people agree to.

A new version whenever a word changes: each consent keeps the version that it was given to.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class ConsentText:
    """One box to tick: its sentence, what it means, and what is said when it must be ticked and is not."""

    version: str
    label: str
    details: str
    missing: str


PUBLICATION = ConsentText(
    version="2026-11",
    label="J’accepte que cette fiche soit publiée",
    details=(
        "Le texte et la photo sous licence CC BY-SA 4.0, les données (nom, lieux, thèmes, liens) sous Licence "
        "Ouverte 2.0. Tout le monde pourra les reprendre en citant la source. J’ai le droit de les partager, et les "
        "personnes nommées ou reconnaissables sont d’accord."
    ),
    missing=(
        "Cochez cette case pour que nous puissions publier la fiche. Sans votre accord, nous n’en ferons rien."
    ),
)
CHANGE = ConsentText(
    version="2026-11, correction",
    label="J’accepte que ma modification soit publiée",
    details=(
        "Le texte et la photo sous la licence de la page (CC BY-SA 4.0 si elle n’en dit pas d’autre), les données "
        "(nom, lieux, thèmes, liens) sous Licence Ouverte 2.0, sans mon nom. J’ai le droit de les partager, et les "
        "personnes nommées ou reconnaissables sont d’accord."
    ),
    missing="Cochez cette case pour que nous puissions publier votre modification.",
)
CALL = ConsentText(
    version="2026-11, appel",
    label="J’accepte que cet appel soit publié",
    details=(
        "Le texte sous licence CC BY-SA 4.0, sans mon nom. J’ai le droit de le partager, et les personnes nommées ou "
        "reconnaissables sont d’accord."
    ),
    missing="Cochez cette case pour que nous puissions publier l’appel. Sans votre accord, nous n’en ferons rien.",
)
EVENT = ConsentText(
    version="2026-11, rencontre",
    label="J’accepte que cette rencontre soit publiée",
    details=(
        "Le texte sous licence CC BY-SA 4.0, sans mon nom. J’ai le droit de le partager, et les personnes nommées ou "
        "reconnaissables sont d’accord. D’autres sites et des agendas pourront la reprendre."
    ),
    missing="Cochez cette case pour que nous puissions publier la rencontre. Sans votre accord, nous n’en ferons rien.",
)
REGISTRATION = ConsentText(
    version="2026-11, inscription",
    label="J’accepte que l’organisation de la rencontre voie mon nom et ce que j’ai écrit ici",
    details=(
        "Mon adresse n’est montrée à personne. Tout est effacé six mois après la rencontre, ou dès que je le demande."
    ),
    missing="Cochez cette case pour vous inscrire\u00a0: sans elle, l’organisation ne saurait pas qui vient.",
)
ARTICLE = ConsentText(
    version="2026-11, analyse",
    label="J’accepte que cette analyse soit publiée",
    details=(
        "Le texte et la photo sous la licence que j’ai choisie. La signature, si j’en ai écrit une, est mon nom ou "
        "celui du groupe pour lequel j’écris, et sera publique\u202f; mon adresse ne le sera pas. J’ai le droit de "
        "partager ce texte, et les personnes nommées ou reconnaissables sont d’accord."
    ),
    missing="Cochez cette case pour que nous puissions publier l’analyse. Sans votre accord, nous n’en ferons rien.",
)
LETTER = ConsentText(
    version="2026-11, lettre",
    label="Recevoir la lettre",
    details=(
        "Votre adresse ne sert qu’à cela, n’est donnée à personne, et s’efface dès que vous arrêtez, d’un clic. Nous "
        "ne mesurons ni l’ouverture ni les clics. Sans signe de vous pendant trois ans, nous vous reposons la question."
    ),
    missing="Confirmez depuis votre adresse\u00a0: sans cela, nous ne vous écrivons pas.",
)
PUBLIC_CONTACT = ConsentText(
    version="2026-11",
    label="J’accepte que ces coordonnées soient affichées sur la fiche",
    details=(
        "Tout le monde pourra les lire, et des moteurs de recherche les reprendre. Préférez celles de l’initiative "
        "aux vôtres. Vous pourrez les faire retirer quand vous voudrez."
    ),
    missing="Cochez la case pour afficher ces coordonnées, ou effacez-les.",
)
PERSON_ACTOR = ConsentText(
    version="2026-11",
    label="Cette personne, c’est moi, et j’accepte d’avoir une page à mon nom dans l’annuaire",
    details="",
    missing=(
        "Une personne ne peut être ajoutée que par elle-même. Indiquez plutôt le collectif ou l’association, ou "
        "choisissez «\u00a0Une personne, en son nom\u00a0»."
    ),
)
# On the form to add an actor, which has no other place for a person.
PERSON_PAGE_MISSING = (
    "Une personne ne peut être ajoutée que par elle-même. Cochez cette case si c’est vous\u202f; sinon, invitez-la à "
    "s’ajouter."
)
