"""What the worker does for the letter, in a queue of its own."""

import logging
from datetime import timedelta

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from contributors.limits import hit
from newsletter import issues, sending, subscribing
from newsletter.selection import Selection

logger = logging.getLogger(__name__)

QUEUE = "letter"
FROM_HOUR = 6  # of the site's time: nobody's telephone rings at night
BUDGET = timedelta(
    seconds=20
)  # of one job; the next one goes on, and what waits in other queues comes in between
RETRY = RetryStrategy(max_attempts=8, exponential_wait=3, wait=58)  # one minute at first, three hours in all
MAILS_A_DAY = 3  # to one address: whoever asks in somebody else's name fills that person's letter box


@app.task(queue="mail", name="newsletter.subscribe")
def subscribe(email: str, territories: list[str], themes: list[int], kinds: list[str], rhythm: str) -> None:
    """Mail a link to confirm.

    Asked for by a page that answers the same to everybody: only this job, which nobody can time, knows the subscribers.
    """
    if hit("letter_mails", email.lower(), limit=MAILS_A_DAY, window=timedelta(days=1)).allowed:
        selection = Selection(tuple(territories), tuple(themes), tuple(kinds))
        subscribing.ask(email=email, selection=selection, rhythm=rhythm)


@app.periodic(cron="7 * * * *")
@app.task(queue=QUEUE, queueing_lock="newsletter.hourly", name="newsletter.hourly")
def send_hourly(timestamp: int) -> None:
    """Begin drafts, and send what is due, every hour of the day: what a stopped worker missed comes an hour later."""
    now = timezone.localtime()
    issues.open_drafts(now.date())
    if now.hour >= FROM_HOUR:
        send_letters.defer()  # first: they leave even if a list cannot be written to
        logger.info("%s letters to mailing lists", issues.send_automatic())


@app.task(queue=QUEUE, name="newsletter.send_letters")
def send_letters() -> None:
    """Write letters for a while, then leave the rest to another job."""
    report = sending.send(budget=BUDGET)
    logger.info("%s letters written, %s without news", report.written, report.without_news)
    if not report.is_over:
        send_letters.defer()


@app.task(queue=QUEUE, retry=RETRY, name="newsletter.write_again")
def write_again(number: int) -> None:
    """Write a letter to a mailing list without the sheet that was erased while it waited; nothing else asks for it."""
    issues.write_again(number)


@app.periodic(cron="*/5 * * * *")
@app.task(
    queue=QUEUE, queueing_lock="newsletter.retry_stalled", pass_context=True, name="newsletter.retry_stalled"
)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Put back in the queue the letters that a worker was writing when it died.

    What comes again by itself has a queueing lock, and is left: another of it may wait already.
    """
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(queue=QUEUE):
        if job.queueing_lock is None:
            await jobs.retry_job(job)


@app.periodic(cron="47 5 * * *")
@app.task(queue=QUEUE, queueing_lock="newsletter.ask_silent", name="newsletter.ask_silent")
def ask_silent_daily(timestamp: int) -> None:
    """Ask those of whom nothing was heard for years whether they still want the letter, every morning."""
    logger.info("%s subscribers asked whether they still want the letter", subscribing.ask_silent())
