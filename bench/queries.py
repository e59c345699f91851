"""How many SQL queries each address makes: `python -m bench.queries`, apart from what is timed.

Reads `{case: {"addresses": […], "again": bool}}` as JSON, writes `{case: median}`; the environment names the database.
"""

import json
import statistics
import subprocess
import sys
from typing import Any

from bench.cases import Case
from bench.databases import ROOT, Database

ASKED = 12  # addresses of each case


def count_queries(database: Database, cases: list[Case]) -> dict[str, float]:
    """Return the median number of queries of each case on a database, counted by another process."""
    asked = {case.name: {"addresses": case.addresses[:ASKED], "again": case.again} for case in cases}
    done = subprocess.run(
        [sys.executable, "-m", "bench.queries"],
        input=json.dumps(asked),
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=database.environment(),
        check=True,
    )
    counted: dict[str, float] = json.loads(done.stdout)
    return counted


def main() -> None:
    """Count in this process, with Django's test client."""
    import django

    django.setup()
    from django.test import Client

    # The client raises what a view raises; a page of errors is an answer here too.
    client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
    asked = json.load(sys.stdin)
    json.dump({name: _median(client, **case) for name, case in asked.items()}, sys.stdout)


def _median(client: Any, addresses: list[str], again: bool) -> float:
    return statistics.median(_number(client, address, again) for address in addresses)


def _number(client: Any, address: str, again: bool) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    headers = {}
    if again:
        headers["If-None-Match"] = client.get(address).headers.get("ETag", "")
    with CaptureQueriesContext(connection) as queries:
        client.get(address, headers=headers)
    return len(queries)


if __name__ == "__main__":
    main()
