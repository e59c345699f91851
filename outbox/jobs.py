"""What the worker does with the outbox."""

import logging
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from outbox import refusals
from outbox.letters import Letter
from outbox.models import Message

logger = logging.getLogger(__name__)

# 58 + 3ⁿ⁺¹ seconds after the nth failure: one minute at first, 16 h at the tenth, a day in all. A mail server may be
# down for a night.
ATTEMPTS = 11
INTERRUPTIONS = 1  # of one mail, after which it leaves once more
RETRY = RetryStrategy(max_attempts=ATTEMPTS - 1, exponential_wait=3, wait=58)

LOCK = 7202612  # of PostgreSQL's, with the number of a mail


class Busy(OSError):
    """Another worker sends this mail just now: it is looked at again later."""


@app.task(queue="mail", retry=RETRY, pass_context=True, name="outbox.send_message")
def send_message(context: JobContext, message_id: int) -> None:
    """Send one mail, once; a failure of the mail server is raised, so that the job is tried again later."""
    deliver(message_id, last_attempt=context.job.attempts >= ATTEMPTS - 1)


@app.periodic(cron="* * * * *")
@app.task(queue="mail", queueing_lock="outbox.retry_stalled", pass_context=True, name="outbox.retry_stalled")
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Put back in the queue, every minute, the mails that a worker held when it died."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(queue="mail"):
        await jobs.retry_job(job)


def deliver(message_id: int, *, last_attempt: bool = False) -> None:
    """Send the mail if it still waits. Its text, which may hold a secret link, is erased once it has left.

    That an attempt begins is written first: whoever dies between sending and saying so leaves a trace, and the mail
    leaves a second time, with the same `Message-ID`, never a third.

    Raises OSError or SMTPException when the mail server does not take it, unless this was the last attempt.
    """
    with _alone(message_id):
        if _begin(message_id):
            _send(message_id, last_attempt)


def _send(message_id: int, last_attempt: bool) -> None:
    with transaction.atomic():
        message = _locked(message_id)
        if message is None:
            return
        failure: Exception | None = None
        try:
            _mail(message).send()
        except (OSError, smtplib.SMTPException) as error:
            failure = error
            message.last_error = f"{type(error).__name__}"
            is_vain = refusals.tell(message, error)
            if last_attempt or is_vain:
                message.state = Message.State.FAILED
        else:
            message.state = Message.State.SENT
            message.sent_at = timezone.now()
            message.body = message.html = message.reply_to = message.last_error = ""
            message.headers = {}
        message.interrupted = 0
        message.save()
    if failure is not None:
        # No address in the logs: the number is enough to find the mail in the admin.
        logger.warning("mail %s was not sent: %s", message_id, type(failure).__name__)
        if message.state == Message.State.WAITING:
            raise failure


@contextmanager
def _alone(message_id: int) -> Iterator[None]:
    """Hold a mail, until the block or the process ends. Raises `Busy` while another worker does."""
    lock = [LOCK, message_id % (1 << 31)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", lock)
        if not cursor.fetchone()[0]:
            raise Busy
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", lock)


@transaction.atomic
def _begin(message_id: int) -> bool:
    """Write that an attempt begins; return whether there is one to make."""
    message = _locked(message_id)
    if message is None:
        return False
    if message.interrupted > INTERRUPTIONS:
        message.state, message.last_error = Message.State.FAILED, "Interrupted"
    else:
        message.attempts += 1
        message.interrupted += 1
    message.save()
    return message.state == Message.State.WAITING


def _locked(message_id: int) -> Message | None:
    return Message.objects.select_for_update().filter(pk=message_id, state=Message.State.WAITING).first()


def _mail(message: Message) -> EmailMultiAlternatives:
    """Return the mail as plain text, and in HTML: made of the same text, unless whoever wrote it gave both."""
    mail = EmailMultiAlternatives(
        message.subject,
        message.body,
        to=[message.to],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={**message.headers, "Message-ID": message.message_id},
    )
    mail.attach_alternative(message.html or Letter(message.subject, message.body).html, "text/html")
    return mail
