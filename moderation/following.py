"""What the author of a sheet sees of it by a secret link, and what they may do with it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django import forms

from contributors.models import Contributor
from moderation import actions, freshness
from moderation.authors import Author
from moderation.erasure import erase_for_author
from moderation.models import Revision, Sheet, Status

# What became of a sheet, for its author.
STANDINGS: dict[str, str] = {
    Status.UNCONFIRMED: "{The} attend votre confirmation\u00a0: ouvrez le lien de notre premier message.",
    Status.PENDING: "{The} attend sa relecture. Une personne du réseau vous écrit dès qu’elle l’a lu{e}, en général "
    "sous sept jours.",
    Status.PUBLISHED: "{The} est en ligne.",
    Status.REFUSED: "{The} n’est pas publié{e} en l’état, pour la raison que voici.",
    Status.ARCHIVED: "{The} n’est plus en ligne\u00a0: une personne qui modère l’a retiré{e}.",
    Status.WITHDRAWN: "Vous l’avez retiré{e}\u00a0: {it} n’est plus en ligne.",
    Status.MERGED: "{The} a rejoint {other} sur le même sujet.",
}
ASKED = "Une personne qui {object} relit vous a posé une question\u00a0: {the} attend votre réponse."


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
    form: type[forms.Form] | None = None
    """What is asked before; `take` is given what was typed, by the names of the fields."""
    initial: Callable[[Sheet], dict[str, Any]] = lambda sheet: {}
    """What the form holds at first."""

    def about(self, sheet: Sheet) -> "Act":
        """Return the same, in the words of the kind of a sheet: « Retirer l’appel »."""
        names = ("label", "title", "effect", "button", "done")
        return replace(self, **{name: getattr(self, name).format(**sheet.words) for name in names})


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
            applies_to=lambda sheet: sheet.is_published and sheet.lasts,
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
            label="Retirer {the}",
            icon="close",
            title="Retirer {the}",
            effect="{It} n’est plus visible de personne, et son adresse ne répond plus. Rien n’est effacé\u00a0: vous "
            "pourrez {object} remettre en ligne depuis cette page.{withdrawn}",
            button="Retirer {the}",
            done="{The} est retiré{e}.",
            take=actions.withdraw,
            applies_to=lambda sheet: sheet.has_page,
        ),
        Act(
            name="remettre",
            label="Remettre {the} en ligne",
            icon="check",
            title="Remettre {the} en ligne",
            effect="{It} redevient visible de tout le monde, tel{le} qu’{it} était.{back}",
            button="Remettre en ligne",
            done="{The} est de nouveau en ligne.",
            take=actions.restore,
            applies_to=_withdrawn_by_author,
        ),
        Act(
            name="effacer",
            label="Effacer pour de bon",
            icon="alert",
            title="Effacer {the} pour de bon",
            effect="{The}{photos}, son historique et nos échanges à son sujet sont effacés. Son adresse dira "
            "qu’{it} n’existe plus. Personne ne pourra {object} faire revenir.{actors}",
            button="Effacer pour de bon",
            done="",
            take=_erase,
            applies_to=lambda sheet: True,
            leaves_nothing=True,
        ),
    )
}


@dataclass(frozen=True)
class Page:
    """A page of its own about a sheet, which an app above adds to what its author may do."""

    label: str
    icon: str
    view: str
    """The name of its address, which takes the secret of the link."""
    applies_to: Callable[[Sheet], bool]


_PAGES: list[Page] = []


def register_page(page: Page) -> None:
    """Offer a page to the authors of sheets, once, from the `ready` of an application."""
    if page not in _PAGES:
        _PAGES.append(page)


def pages_of(sheet: Sheet) -> list[Page]:
    """Return the pages of other apps that are about this sheet now."""
    return [page for page in _PAGES if page.applies_to(sheet)]


def register_act(act: Act) -> None:
    """Offer an act of an app above, once, from the `ready` of that application."""
    ACTS[act.name] = act


# What is said on the page of a sheet once something was sent, by the name in its address.
SENT = {
    "corrige": "Votre correction est enregistrée.",
    "propose": "Votre correction est envoyée. Une personne du réseau la relit avant qu’elle paraisse, en général sous "
    "sept jours, et vous écrit.",
}


def acts_on(sheet: Sheet) -> list[Act]:
    """Return what its author may do with a sheet now, what cannot be undone last."""
    possible = [act.about(sheet) for act in ACTS.values() if act.applies_to(sheet)]
    return sorted(possible, key=lambda act: act.leaves_nothing)


def done(name: str, sheet: Sheet) -> str:
    """Return what is said once an act of this name was done, or something sent; nothing for another word."""
    known = ACTS.get(name)
    return known.about(sheet).done if known else SENT.get(name, "")


def standing_of(sheet: Sheet) -> str:
    """Return where a sheet stands, in a sentence for its author."""
    return sheet.own_standing() or STANDINGS[sheet.status].format(**sheet.words)


def asked_about(sheet: Sheet) -> str:
    """Return the same of a sheet about which a question waits."""
    return ASKED.format(**sheet.words)


def act(*, act: Act, sheet: Sheet, contributor: Contributor, told: dict[str, Any] | None = None) -> None:
    """Do it in the name of its author, with what was `told` in its form.

    Raises moderation.actions.TransitionRefused when it is too late.
    """
    act.take(sheet=sheet, by=Author.contributing(contributor), **(told or {}))


def story_of(sheet: Sheet) -> list[Revision]:
    """Return what happened to a sheet, the last thing first."""
    return list(
        Revision.objects.filter(content_type=sheet.content_type(), object_id=sheet.pk).defer("data")[:100]
    )
