"""What the author of a sheet sees of it by a secret link, and what they may do with it."""

from collections.abc import Callable
from dataclasses import dataclass

from contributors.models import Contributor
from moderation import actions, freshness
from moderation.authors import Author
from moderation.erasure import erase_for_author
from moderation.models import Revision, Sheet, Status

# What became of a sheet, for its author.
STANDINGS: dict[str, str] = {
    Status.UNCONFIRMED: "Elle attend votre confirmation\u00a0: ouvrez le lien de notre premier message.",
    Status.PENDING: "Elle attend sa relecture. Une personne du réseau vous écrit dès qu’elle l’a lue, en général "
    "sous sept jours.",
    Status.PUBLISHED: "Elle est en ligne.",
    Status.REFUSED: "Elle n’est pas publiée en l’état, pour la raison que voici.",
    Status.ARCHIVED: "Elle n’est plus en ligne\u00a0: une personne qui modère l’a retirée.",
    Status.WITHDRAWN: "Vous l’avez retirée\u00a0: elle n’est plus en ligne.",
    Status.MERGED: "Elle a rejoint une autre fiche sur le même sujet.",
}
ASKED = "Une personne qui la relit vous a posé une question\u00a0: la fiche attend votre réponse."


@dataclass(frozen=True)
class Act:
    """What an author may do with a sheet of theirs, after a page that says what happens next."""

    name: str
    """In the address."""
    label: str
    icon: str
    title: str
    effect: str
    button: str
    done: str
    """Once it is done, for the page of the sheet."""
    take: Callable[..., Sheet | None]
    applies_to: Callable[[Sheet], bool]
    leaves_nothing: bool = False
    """Whether the sheet, and the link to it, are gone afterwards."""


def _withdrawn_by_author(sheet: Sheet) -> bool:
    return sheet.status == Status.WITHDRAWN


def _erase(*, sheet: Sheet, by: Author) -> None:
    if by.contributor:
        erase_for_author(sheet=sheet, contributor=by.contributor)


ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act(
            name="verifier",
            label="Tout est encore juste",
            icon="check",
            title="Tout est encore juste",
            effect="La fiche dit qu’elle a été vérifiée ce mois-ci. Nous vous reposerons la question dans un an.",
            button="Tout est encore juste",
            done="Merci\u202f! La fiche dit maintenant qu’elle est vérifiée.",
            take=freshness.verify,
            applies_to=lambda sheet: sheet.is_published,
        ),
        Act(
            name="terminer",
            label="Dire qu’elle est terminée",
            icon="check",
            title="L’initiative est terminée",
            effect="La fiche reste en ligne, avec la mention «\u00a0Terminée\u00a0»\u00a0: ce que vous avez appris "
            "sert encore à d’autres.",
            button="Dire qu’elle est terminée",
            done="La fiche dit maintenant que l’initiative est terminée.",
            take=actions.end,
            applies_to=lambda sheet: sheet.is_published and sheet.may_end,
        ),
        Act(
            name="retirer",
            label="Retirer la fiche",
            icon="close",
            title="Retirer la fiche",
            effect="Elle n’est plus visible de personne, et son adresse ne répond plus. Rien n’est effacé\u00a0: vous "
            "pourrez la remettre en ligne depuis cette page.",
            button="Retirer la fiche",
            done="La fiche est retirée.",
            take=actions.withdraw,
            applies_to=lambda sheet: sheet.is_published,
        ),
        Act(
            name="remettre",
            label="Remettre la fiche en ligne",
            icon="check",
            title="Remettre la fiche en ligne",
            effect="Elle redevient visible de tout le monde, telle qu’elle était.",
            button="Remettre en ligne",
            done="La fiche est de nouveau en ligne.",
            take=actions.restore,
            applies_to=_withdrawn_by_author,
        ),
        Act(
            name="effacer",
            label="Effacer pour de bon",
            icon="alert",
            title="Effacer la fiche pour de bon",
            effect="La fiche, ses photos, son historique et nos échanges à son sujet sont effacés. Son adresse dira "
            "qu’elle n’existe plus. Personne ne pourra la faire revenir. Les acteurs qu’elle nomme gardent leur page.",
            button="Effacer pour de bon",
            done="",
            take=_erase,
            applies_to=lambda sheet: True,
            leaves_nothing=True,
        ),
    )
}

# What is said on the page of a sheet once something was done, by the name in its address.
DONE = {act.name: act.done for act in ACTS.values()} | {
    "corrige": "Votre correction est enregistrée.",
    "propose": "Votre correction est envoyée. Une personne du réseau la relit avant qu’elle paraisse, en général sous "
    "sept jours, et vous écrit.",
}


def register(act: Act) -> None:
    """Add what an application above lets authors do: once, from its `ready`."""
    ACTS[act.name] = act
    DONE[act.name] = act.done


def acts_on(sheet: Sheet) -> list[Act]:
    """Return what its author may do with a sheet now, what cannot be undone last."""
    return sorted((act for act in ACTS.values() if act.applies_to(sheet)), key=lambda act: act.leaves_nothing)


def act(*, act: Act, sheet: Sheet, contributor: Contributor) -> None:
    """Do it in the name of its author. Raises moderation.actions.TransitionRefused when it is too late."""
    act.take(sheet=sheet, by=Author.contributing(contributor))


def story_of(sheet: Sheet) -> list[Revision]:
    """Return what happened to a sheet, the last thing first."""
    return list(
        Revision.objects.filter(content_type=sheet.content_type(), object_id=sheet.pk).defer("data")[:100]
    )
