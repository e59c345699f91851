"""A thread as one of its two people sees it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

from contact import threads
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

    @cached_property
    def goes_on(self) -> bool:
        """Whether something can be written."""
        return self.thread.state == State.OPEN and not threads.is_kept(self.thread)

    @cached_property
    def has_blocked(self) -> bool:
        """Whether this person wants to hear nothing more from the other, about this sheet or any."""
        return threads.blocks_of(self.thread, self.role).exists()

    @property
    def may_block(self) -> bool:
        """Whether this person may choose to hear nothing more from the other, whoever stopped the conversation."""
        return self.thread.state in (State.OPEN, State.STOPPED) and not self.has_blocked

    @property
    def has_stopped(self) -> bool:
        """Whether this person, not the other nor a moderator, stopped it."""
        return self.thread.stopped_by == self.role

    @property
    def may_report(self) -> bool:
        """Whether no report of this person waits."""
        return threads.may_report(self.thread, self.role)

    @property
    def turns(self) -> list[tuple[Turn, str]]:
        """What was said, the first first, and by whom, in words for this person."""
        sender = self.thread.sender_name or "La personne qui a écrit"
        other = sender if self.is_receiver else f"«\u00a0{self.sheet.title_text}\u00a0»"
        turns = self.thread.turns.exclude(text="")
        return [(turn, "Vous" if turn.author == self.role else other) for turn in turns]

    def speaks(self) -> bool:
        """Whether this person answers for the sheet today, so that they decide about its messages."""
        return self.is_receiver and self.sheet.is_published and speaker_of(self.sheet) == self.contributor
