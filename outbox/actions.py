"""Writing mail: the only door to it."""

from django.db import transaction

from outbox.jobs import send_message
from outbox.models import Message


@transaction.atomic
def write(*, to: str, subject: str, body: str) -> Message:
    """Put a mail in the outbox, together with the job that sends it; both vanish if the transaction fails.

    The subject is one line whatever was typed in it: no header can be injected.
    """
    subject = " ".join(subject.split())[:200]
    message = Message.objects.create(to=to, subject=subject, body=body.strip() + "\n")
    send_message.defer(message_id=message.pk)
    return message
