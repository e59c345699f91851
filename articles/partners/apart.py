"""Reading a feed in a process of its own, which is ended when it takes too long.

One megabyte is enough to hold feedparser for minutes, in one regular expression that no thread interrupts. What is
started here knows neither the settings nor the database, and is killed by the system; whoever asked goes on.
"""

import json
import logging
import resource
import signal
import subprocess
import sys
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings

from articles.partners import reading
from articles.partners.reading import Item, Reading, too_long, unreadable
from fetching.addresses import FetchFailed
from fetching.client import Document

logger = logging.getLogger(__name__)

# What feeds of partners take is a tenth of a second, after as long to start.
WORK = 4  # seconds of a processor
SECONDS = 15.0  # in all, however busy the machine is
MEMORY = 1 << 30  # bytes of addresses


def read(document: Document, now: datetime) -> Reading:
    """Return what a document says as a feed. Raises FetchFailed: it is none, or it takes too long to read."""
    said = {
        "url": document.url,
        "content_type": document.content_type,
        "charset": document.charset,
        "now": now.isoformat(),
    }
    try:
        reader = subprocess.run(
            [sys.executable, "-m", __name__],
            input=json.dumps(said).encode() + b"\n" + document.body,
            capture_output=True,
            cwd=settings.BASE_DIR,
            env={},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise too_long() from error
    if reader.returncode == -signal.SIGXCPU:
        raise too_long()
    if reader.returncode:
        logger.warning("the reader ended with %s: %r", reader.returncode, reader.stderr[-500:])
        raise unreadable()
    return _told(json.loads(reader.stdout))


def _told(answer: dict[str, Any]) -> Reading:
    """Return what the other process found. Raises FetchFailed if it did."""
    if failure := answer.get("failure"):
        raise FetchFailed(failure["code"], failure["text"], instead=failure["instead"])
    items = [
        Item(**item | {"published": item["published"] and datetime.fromisoformat(item["published"])})
        for item in answer["items"]
    ]
    return Reading(**answer | {"items": tuple(items)})


def _read_here() -> dict[str, Any]:
    """Return what the document of the standard input says, or why it says nothing, for JSON."""
    said = json.loads(sys.stdin.buffer.readline())
    now = datetime.fromisoformat(said.pop("now"))
    document = Document(**said, body=sys.stdin.buffer.read(), etag="", last_modified="")
    try:
        return asdict(reading.read(document, now))
    except FetchFailed as failed:
        return {"failure": {"code": failed.code, "text": failed.text, "instead": failed.instead}}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (WORK, WORK + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(_read_here(), sys.stdout, default=datetime.isoformat)
