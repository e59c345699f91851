"""What the worker does around meetings for which one registers."""

import logging

from procrastinate.contrib.django import app

from events.registering import reminding

logger = logging.getLogger(__name__)


@app.periodic(cron="23 * * * *")
@app.task(queue="mail", queueing_lock="events.remind", name="events.remind")
def remind_hourly(timestamp: int) -> None:
    """Remind, every hour, who comes to a meeting that begins within a day."""
    logger.info("%s people reminded of a meeting", reminding.remind())


@app.periodic(cron="31 7 * * *")
@app.task(queue="mail", queueing_lock="events.ask_for_reports", name="events.ask_for_reports")
def ask_for_reports_daily(timestamp: int) -> None:
    """Ask, every morning, how the meetings were that are over."""
    logger.info("%s reports of meetings asked for", reminding.ask_for_reports())
