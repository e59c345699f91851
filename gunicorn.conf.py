"""gunicorn's settings, for `make run` and in production: it reads this file when started in this folder."""

import gc
import os
import signal
from typing import Any

import gunicorn.http.message

from territoires.supervisor import end_with_parent

wsgi_app = "territoires.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8000")
# Two cores: two processes, each with threads for the time that PostgreSQL takes to answer. Every thread holds one
# connection to the database: workers × threads, and a few for the queue's worker and commands.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
# The code is loaded once and shared; a wrong deployment is refused before a port is opened.
preload_app = True
# A process is replaced now and then: what a library leaks does not pile up.
max_requests = 5000
max_requests_jitter = 500
timeout = 30  # seconds
graceful_timeout = 10
keepalive = 5

# A search of 100 kB must give a page, cut at 200 characters, not gunicorn's bare "400". gunicorn knows a limit of
# 8190 bytes or none at all; a limit is wanted.
gunicorn.http.message.MAX_REQUEST_LINE = 131_072
limit_request_line = 131_072
# Only Django decides what a proxy's headers are worth (TRUSTED_PROXIES).
forwarded_allow_ips = ""
forwarder_headers = ""
# No log of addresses asked for: links in mails are secrets, and visitors are nobody's business.
accesslog = None
loglevel = "warning"
# gunicorn's remote control, which it would open in the home folder.
control_socket_disable = True


def pre_fork(server: Any, worker: Any) -> None:
    """Leave what was loaded out of the search for garbage, which a request waits for now and then."""
    gc.collect()
    gc.freeze()


def post_fork(server: Any, worker: Any) -> None:
    """Let no process keep the port when the first one is killed: the next start finds it free."""
    end_with_parent(signal.SIGKILL)
