"""What is kept of private persons no longer than it must (accessibility-privacy.md, « Retention »)."""

import logging
from collections.abc import Mapping
from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from procrastinate.contrib.django import app

from contributors import acts, invitations, passwords
from contributors.limits import hit
from contributors.models import Consent, Contributor, Draft, RateLimit, SignedLink, User
from contributors.rights_requests import purge_requests
from outbox.models import Message
from photos.actions import erase

logger = logging.getLogger(__name__)

LOG_IN_ATTEMPTS_KEPT = timedelta(days=30)
MAILS_KEPT = timedelta(days=30)  # their text is erased on leaving; their address shows that they left
JOBS_KEPT = timedelta(days=1)  # a job may name the address that it writes to
NEW_PASSWORDS_A_DAY = 5  # mails to one account: whoever asks in its name fills its letter box
CONTRIBUTORS_KEPT = timedelta(days=1)  # once nothing refers to them

_ENDED_JOBS = """
    DELETE FROM procrastinate_jobs
    WHERE status IN ('succeeded', 'failed', 'cancelled', 'aborted')
    AND id IN (SELECT job_id FROM procrastinate_events GROUP BY job_id HAVING max(at) < %s)
"""


@app.periodic(cron="23 * * * *")
@app.task(queue="purge", queueing_lock="contributors.purge", name="contributors.purge")
def purge_hourly(timestamp: int) -> None:
    """Purge what belongs to no sheet, every hour: a draft lives 24 hours, not 47."""
    report("private data", purge())


@app.task(queue="mail", name="contributors.send_new_password")
def send_new_password(email: str) -> None:
    """Mail the team's members of this address a link to choose a new password; to a stranger, nothing.

    Asked for by a page that answers the same to everybody: only this job, which nobody can time, knows.
    """
    for user in User.objects.filter(email__iexact=email, is_active=True, is_staff=True):
        if hit("new_password", str(user.pk), limit=NEW_PASSWORDS_A_DAY, window=timedelta(days=1)).allowed:
            passwords.send_link(user)


def report(what: str, counts: Mapping[str, int]) -> None:
    """Write in the log how much went, never whose."""
    gone = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    logger.info("purge of %s: %s", what, gone or "nothing")


def purge() -> dict[str, int]:
    """Delete what is out of date beside the sheets; return how many of each."""
    now = timezone.now()
    log_ins = {"attempt_time__lt": now - LOG_IN_ATTEMPTS_KEPT}
    return {
        "drafts": _purge_drafts(),
        "links": SignedLink.objects.filter(expires_at__lte=now).delete()[0],
        "rate limits": RateLimit.objects.stale(now).delete()[0],
        "contributors": _purge_contributors(),
        "mails": _purge_mails(),
        "jobs": _purge_jobs(),
        **purge_requests(),
        "log-in attempts": sum(
            model.objects.filter(**log_ins).delete()[0]
            for model in (AccessAttempt, AccessFailureLog, AccessLog)
        ),
        "sensitive acts": acts.purge(),
        "invitations": invitations.purge(),
    }


@transaction.atomic
def _purge_drafts() -> int:
    """Delete drafts with their photos; one that is being sent just now is left for the next hour."""
    drafts = list(
        Draft.objects.expired().select_for_update(skip_locked=True, of=("self",)).select_related("photo")
    )
    photos = [draft.photo for draft in drafts if draft.photo]
    Draft.objects.filter(pk__in=[draft.pk for draft in drafts]).delete()
    erase(photos)
    return len(drafts)


@transaction.atomic
def _purge_contributors() -> int:
    """Delete the persons to whom nothing refers any more: neither a sheet nor, in other apps, anything else.

    What exists only for their sake (consents, links) does not hold them back, and goes with them.
    """
    old = Contributor.objects.filter(created_at__lt=timezone.now() - CONTRIBUTORS_KEPT)
    for relation in Contributor._meta.related_objects:
        if relation.related_model not in (Consent, SignedLink):
            referring = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            old = old.exclude(Exists(referring))
    # Submissions lock the row of their contributor: who is being referred to just now is skipped.
    found = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True))
    # Asked again now that the rows are held: a sheet may have come between the choice and the lock.
    gone = list(old.filter(pk__in=found).values_list("pk", flat=True))
    Contributor.objects.filter(pk__in=gone).delete()
    return len(gone)


def _purge_mails() -> int:
    ended = Message.objects.exclude(state=Message.State.WAITING)
    return ended.filter(created_at__lt=timezone.now() - MAILS_KEPT).delete()[0]


def _purge_jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_ENDED_JOBS, [timezone.now() - JOBS_KEPT])
        return cursor.rowcount
