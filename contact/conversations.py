"""A thread as one of its two people sees it, and what they may do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from contact import reach, threads
from contact.models import Thread, Turn
from contributors.models import Contributor, SignedLink
from moderation.models import Sheet
from moderation.speakers import speaker_of

State, Author = Thread.State, Turn.Author


@dataclass(frozen=True)
class Conversation:
    """A thread, and which of the two looks at it."""

    thread: Thread
    contributor: Contributor
    role: str

    @classmethod
    def opened_by(cls, token: str) -> Self | None:
        """Return what a mailed link opens; None when it is over, or the thread is gone or blank."""
        link = SignedLink.objects.valid(purpose=SignedLink.Purpose.ANSWER, token=token)
        thread = link.sheet if link else None
        if link is None or not isinstance(thread, Thread) or not isinstance(thread.sheet, Sheet):
            return None
        role = thread.role_of(link.contributor)
        return cls(thread, link.contributor, role) if role else None

    @property
    def sheet(self) -> Sheet:
        """The sheet that the thread began about."""
        sheet = self.thread.sheet
        assert isinstance(sheet, Sheet)  # noqa: S101 `opened_by` opens no other
        return sheet

    @property
    def is_receiver(self) -> bool:
        """Whether this is the one who answers for the sheet."""
        return self.role == Author.RECEIVER

    @property
    def goes_on(self) -> bool:
        """Whether something can be written."""
        return self.thread.state == State.OPEN

    @property
    def turns(self) -> list[tuple[Turn, str]]:
        """What was said, the first first, and by whom, in words for this person."""
        other = self.thread.sender_name if self.is_receiver else f"«\u00a0{self.sheet.title_text}\u00a0»"
        turns = self.thread.turns.exclude(text="")
        return [(turn, "Vous" if turn.author == self.role else other) for turn in turns]

    def acts(self) -> list["Act"]:
        """Return what this person may do now."""
        return [act for act in ACTS.values() if act.applies_to(self)]

    def speaks(self) -> bool:
        """Whether this person answers for the sheet today, so that they decide about its messages."""
        return self.is_receiver and self.sheet.is_published and speaker_of(self.sheet) == self.contributor


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
            effect="Plus rien n’y passera, dans un sens ni dans l’autre.",
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
            applies_to=lambda found: found.goes_on and found.is_receiver,
        ),
        Act(
            name="bloquer-partout",
            label="Ne plus rien recevoir de cette personne",
            icon="close",
            title="Ne plus rien recevoir de cette personne",
            effect="La conversation s’arrête, et ce que cette personne écrirait encore au sujet de n’importe laquelle "
            "de vos fiches ne vous parviendra pas. Vous pourrez revenir là-dessus depuis cette page.",
            button="Ne plus rien recevoir",
            done="C’est noté\u00a0: cette personne ne peut plus vous écrire par ce site.",
            take=_stop_all,
            applies_to=lambda found: found.goes_on and found.is_receiver,
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
            applies_to=lambda found: (
                found.is_receiver and found.thread.state == State.STOPPED and found.thread.settled_at is None
            ),
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
            applies_to=lambda found: found.thread.reported_at is None,
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
