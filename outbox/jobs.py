"""What the worker does with the outbox."""

import logging
import smtplib

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from outbox.models import Message

logger = logging.getLogger(__name__)

# 58 + 3ⁿ⁺¹ seconds after the nth failure: one minute at first, 16 h at the tenth, a day in all. A mail server may be
# down for a night.
ATTEMPTS = 11
RETRY = RetryStrategy(max_attempts=ATTEMPTS - 1, exponential_wait=3, wait=58)


@app.task(queue="mail", retry=RETRY, pass_context=True, name="outbox.send_message")
def send_message(context: JobContext, message_id: int) -> None:
    """Send one mail, once; a failure of the mail server is raised, so that the job is tried again later."""
    deliver(message_id, last_attempt=context.job.attempts >= ATTEMPTS - 1)


def deliver(message_id: int, *, last_attempt: bool = False) -> None:
    """Send the mail if it still waits. Its text, which may hold a secret link, is erased once it has left.

    Raises OSError or SMTPException when the mail server does not take it, unless this was the last attempt.
    """
    with transaction.atomic():
        message = (
            Message.objects.select_for_update().filter(pk=message_id, state=Message.State.WAITING).first()
        )
        if message is None:
            return
        message.attempts += 1
        failure: Exception | None = None
        try:
            EmailMessage(message.subject, message.body, to=[message.to]).send()
        except (OSError, smtplib.SMTPException) as error:
            failure = error
            message.last_error = f"{type(error).__name__}"
            if last_attempt:
                message.state = Message.State.FAILED
        else:
            message.state = Message.State.SENT
            message.sent_at = timezone.now()
            message.body = message.last_error = ""
        message.save()
    if failure is not None:
        # No address in the logs: the number is enough to find the mail in the admin.
        logger.warning("mail %s was not sent: %s", message_id, type(failure).__name__)
        if not last_attempt:
            raise failure
