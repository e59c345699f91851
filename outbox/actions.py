"""Writing mail: the only door to it."""

from django.db import transaction

from outbox.jobs import send_message
from outbox.letters import one_line
from outbox.models import Message


@transaction.atomic
def write(*, to: str, subject: str, body: str, reply_to: str = "") -> Message:
    """Put a mail in the outbox, together with the job that sends it; both vanish if the transaction fails.

    The subject is one line whatever was typed in it: no header can be injected. `reply_to` is the address of somebody
    who agreed that the receiver sees it: answers go there.
    """
    message = Message.objects.create(
        to=to, subject=one_line(subject), body=body.strip() + "\n", reply_to=reply_to
    )
    send_message.defer(message_id=message.pk)
    return message


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
