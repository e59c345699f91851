"""What either of two people may do about their conversation."""

from collections.abc import Callable
from dataclasses import dataclass

from contact import reach, threads
from contact.conversations import Conversation


def acts_on(found: Conversation) -> list["Act"]:
    """Return what this person may do now."""
    return [act for act in ACTS.values() if act.applies_to(found)]


@dataclass(frozen=True)
class Act:
    """What one of the two may do, after a page that says what happens next."""

    name: str
    """In the address."""
    label: str
    icon: str
    title: str
    effect: str
    button: str
    done: str
    """Once it is done, for the page of the conversation."""
    take: Callable[[Conversation, str], object]
    """Takes the text of the form, for a report."""
    applies_to: Callable[[Conversation], bool]
    has_text: bool = False


def _stop(found: Conversation, text: str) -> None:
    threads.stop(thread=found.thread, contributor=found.contributor, everywhere=False)


def _stop_all(found: Conversation, text: str) -> None:
    threads.stop(thread=found.thread, contributor=found.contributor, everywhere=True)


def _resume(found: Conversation, text: str) -> None:
    threads.resume(thread=found.thread, contributor=found.contributor)


def _report(found: Conversation, text: str) -> None:
    threads.report(thread=found.thread, contributor=found.contributor, text=text)


def _silence(found: Conversation, text: str) -> None:
    if not found.speaks():
        raise threads.NotTaken("Cette fiche n’est plus la vôtre.")
    reach.silence(sheet=found.sheet)


def _speak(found: Conversation, text: str) -> None:
    if not found.speaks():
        raise threads.NotTaken("Cette fiche n’est plus la vôtre.")
    reach.speak(sheet=found.sheet)


ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act(
            name="arreter",
            label="Arrêter la conversation",
            icon="close",
            title="Arrêter la conversation",
            effect="Plus rien n’y passera, dans un sens ni dans l’autre. L’autre personne ne peut pas la "
            "reprendre\u202f; vous, si, depuis cette page.",
            button="Arrêter la conversation",
            done="La conversation est arrêtée.",
            take=_stop,
            applies_to=lambda found: found.goes_on and not found.is_receiver,
        ),
        Act(
            name="bloquer",
            label="Ne plus rien recevoir de cette personne ici",
            icon="close",
            title="Ne plus rien recevoir de cette personne au sujet de cette fiche",
            effect="La conversation s’arrête, et ce que cette personne écrirait encore au sujet de cette fiche ne "
            "vous parviendra pas. Vous pourrez revenir là-dessus depuis cette page.",
            button="Ne plus rien recevoir",
            done="C’est noté\u00a0: cette personne ne peut plus vous écrire au sujet de cette fiche.",
            take=_stop,
            applies_to=lambda found: found.is_receiver and found.may_block,
        ),
        Act(
            name="bloquer-partout",
            label="Ne plus rien recevoir de cette personne",
            icon="close",
            title="Ne plus rien recevoir de cette personne",
            effect="La conversation s’arrête, et rien de ce que cette personne écrirait encore par ce site ne vous "
            "parviendra. Elle ne peut pas revenir là-dessus\u202f; vous, si, depuis cette page.",
            button="Ne plus rien recevoir",
            done="C’est noté\u00a0: cette personne ne peut plus vous écrire par ce site.",
            take=_stop_all,
            applies_to=lambda found: found.may_block,
        ),
        Act(
            name="reprendre",
            label="Reprendre la conversation",
            icon="mail",
            title="Reprendre la conversation",
            effect="Cette personne peut de nouveau vous écrire.",
            button="Reprendre la conversation",
            done="La conversation peut reprendre.",
            take=_resume,
            applies_to=lambda found: found.has_stopped,
        ),
        Act(
            name="debloquer",
            label="Recevoir de nouveau ce que cette personne écrit",
            icon="mail",
            title="Recevoir de nouveau ce que cette personne écrit",
            effect="Cette personne peut de nouveau vous écrire. Une conversation que quelqu’un d’autre a arrêtée reste "
            "arrêtée.",
            button="Recevoir de nouveau",
            done="C’est noté\u00a0: cette personne peut de nouveau vous écrire.",
            take=_resume,
            applies_to=lambda found: found.has_blocked and not found.has_stopped,
        ),
        Act(
            name="signaler",
            label="Signaler cette conversation",
            icon="flag",
            title="Signaler cette conversation",
            effect="Les personnes qui modèrent ce territoire pourront lire cette conversation, et elle seule, pour "
            "décider. Elles n’en lisent aucune autre.",
            button="Signaler",
            done="C’est signalé. Une personne qui modère lit la conversation et décide.",
            take=_report,
            applies_to=lambda found: found.may_report,
            has_text=True,
        ),
        Act(
            name="sans-messages",
            label="Ne plus recevoir de messages pour cette fiche",
            icon="close",
            title="Ne plus recevoir de messages pour cette fiche",
            effect="Le bouton «\u00a0Écrire\u00a0» disparaît de la fiche\u00a0: plus personne ne peut vous écrire à "
            "son sujet, ni vous proposer une mise en relation. Vous pourrez revenir là-dessus depuis cette page, ou "
            "depuis celle où vous suivez la fiche.",
            button="Ne plus recevoir de messages",
            done="C’est noté\u00a0: plus personne ne peut vous écrire au sujet de cette fiche.",
            take=_silence,
            applies_to=lambda found: found.is_receiver and not reach.is_silent(found.sheet),
        ),
        Act(
            name="messages",
            label="Recevoir de nouveau des messages pour cette fiche",
            icon="mail",
            title="Recevoir de nouveau des messages pour cette fiche",
            effect="Le bouton «\u00a0Écrire\u00a0» revient sur la fiche.",
            button="Recevoir des messages",
            done="C’est noté\u00a0: on peut de nouveau vous écrire au sujet de cette fiche.",
            take=_speak,
            applies_to=lambda found: found.is_receiver and reach.is_silent(found.sheet),
        ),
    )
}
