"""What one letter costs: `python -m bench.letter [COUNT]`, for 1,000 of the subscribers of the database of that size.

The letters of last week are written as every night, by `newsletter.sending`, in a transaction that is undone: nothing
is sent, and the next run finds the same. Subscribers are taken all over the table: most of them chose what no other
did, which is the worst case.
"""

import os
import subprocess
import sys
import time

from bench.databases import ROOT, Database
from bench.processor import used_ns

READERS = 1_000
INSIDE = "BENCH_LETTER"  # tells the process that measures from the one that prepares
MS = 50  # target for one subscriber, of both processors


def main() -> None:
    """Prepare, or measure in the process that was started for it."""
    if INSIDE in os.environ:
        _measure()
        return
    database = Database(int(sys.argv[1]) if len(sys.argv) > 1 else 1_500_000)
    try:
        database.prepare()
        environment = database.environment() | {INSIDE: str(database.postmaster())}
        done = subprocess.run([sys.executable, "-m", "bench.letter"], cwd=ROOT, env=environment)
    finally:
        database.close()
    sys.exit(done.returncode)


def _measure() -> None:
    import django

    django.setup()
    from django.db import connection, transaction

    from newsletter import sending
    from newsletter.models import Subscription
    from newsletter.periods import Rhythm

    number = 0

    def count(execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # as Django calls it
        nonlocal number
        number += 1
        return execute(sql, params, many, context)

    with transaction.atomic():
        weekly = Subscription.objects.active().filter(rhythm=Rhythm.WEEKLY)
        every = list(weekly.order_by("pk").values_list("pk", flat=True))
        readers = every[:: max(1, len(every) // READERS)][:READERS]
        others = Subscription.objects.active().exclude(pk__in=readers)
        others.update(state=Subscription.State.PAUSED)
        postmaster = int(os.environ[INSIDE])
        clock, application, database = time.monotonic(), time.process_time_ns(), used_ns(postmaster)
        with connection.execute_wrapper(count):
            report = sending.send()
        clock, application = time.monotonic() - clock, time.process_time_ns() - application
        database = used_ns(postmaster) - database
        transaction.set_rollback(True)
    told = report.written + report.without_news
    each = (application + database) / 1e6 / max(1, told)
    print(
        f"{told:,} subscribers: {report.written:,} letters, {report.without_news:,} without news; for each "
        f"{clock * 1000 / told:.1f} ms, {application / 1e6 / told:.1f} + {database / 1e6 / told:.1f} ms of processor, "
        f"{number / told:.1f} queries{'' if each <= MS else '  MISSED'}"
    )
    sys.exit(each > MS)


if __name__ == "__main__":
    main()
