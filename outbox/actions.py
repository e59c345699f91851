"""Writing mail: the only door to it."""

from collections.abc import Mapping

from django.db import transaction

from outbox.jobs import send_message
from outbox.letters import one_line, write_letter
from outbox.models import Message

BULK = -10  # of the jobs, whose priority is 0 otherwise: those of the highest priority are done first


@transaction.atomic
def write(
    *,
    to: str,
    subject: str,
    body: str,
    reply_to: str = "",
    html: str = "",
    headers: Mapping[str, str] | None = None,
    is_bulk: bool = False,
) -> Message:
    """Put a mail in the outbox, together with the job that sends it; both vanish if the transaction fails.

    The subject is one line whatever was typed in it: no header can be injected. `reply_to` is the address of somebody
    who agreed that the receiver sees it: answers go there. `html` is what is shown in place of the text, which is
    turned into HTML by itself when it is empty. `headers` come beside those of every mail. One of thousands `is_bulk`:
    all others leave before it.
    """
    message = Message.objects.create(
        to=to,
        subject=one_line(subject),
        body=body.strip() + "\n",
        reply_to=reply_to,
        html=html,
        headers={name: one_line(value) for name, value in (headers or {}).items()},
    )
    job = send_message.configure(priority=BULK) if is_bulk else send_message
    job.defer(message_id=message.pk)
    return message


def write_from(template: str, context: Mapping[str, object], *, to: str, reply_to: str = "") -> Message:
    """Write what a template (`moderation/mail/published.txt`) says with this context; its first line is the subject."""
    letter = write_letter(template, context)
    return write(to=to, subject=letter.subject, body=letter.body, reply_to=reply_to)


@transaction.atomic
def retry(*, message: Message) -> bool:
    """Let a mail that was given up be tried again, as if it were new; return whether it had been given up."""
    locked = Message.objects.select_for_update().get(pk=message.pk)
    if locked.state != Message.State.FAILED:
        return False
    locked.state = Message.State.WAITING
    locked.last_error = ""
    locked.interrupted = 0
    locked.save(update_fields=["state", "last_error", "interrupted"])
    send_message.defer(message_id=locked.pk)
    return True
