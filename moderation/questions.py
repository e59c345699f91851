"""Asking the author of a sheet that waits, and taking the answer: acts that leave its status alone."""

from django.db import transaction
from django.utils import timezone

from moderation import mails
from moderation.actions import TransitionRefused, lock
from moderation.authors import Author
from moderation.models import Claim, Question, Sheet, Status


@transaction.atomic
def ask(*, sheet: Sheet, by: Author, text: str) -> Sheet:
    """Ask the author of a sheet that waits a question (French, not empty), by mail; it goes on waiting.

    Raises TransitionRefused when it does not wait, or when nobody is there to answer.
    """
    locked = lock(sheet)
    if locked.status != Status.PENDING or locked.submitted_by is None or not text.strip():
        raise TransitionRefused(
            f"«\u00a0{locked.title_text}\u00a0» est {locked.get_status_display()}\u00a0: question impossible."
        )
    question = Question.objects.create(sheet=locked, text=text.strip(), asked_by=by.user)
    locked.question_asked_at = question.asked_at
    locked.save(update_fields=["question_asked_at"])
    Claim.objects.about(locked).delete()
    mails.ask(question=question, sheet=locked, contributor=locked.submitted_by)
    return locked


@transaction.atomic
def answer(*, sheet: Sheet, text: str) -> bool:
    """Keep what its author answers to the questions about a sheet, and tell the moderators.

    Return False if none waits, or if the sheet was decided about meanwhile.
    """
    locked = lock(sheet)
    waiting = Question.objects.about(locked).unanswered()
    question = waiting.last()
    if question is None or locked.status != Status.PENDING:
        return False
    waiting.update(answer=text.strip(), answered_at=timezone.now())
    locked.question_asked_at = None
    locked.save(update_fields=["question_asked_at"])
    question.refresh_from_db()
    mails.tell_answered(question=question, sheet=locked)
    return True
