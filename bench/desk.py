"""What moderators open, on 100,000 sheets of which 2,000 wait: `python -m bench.desk`, and at the end of `make bench`.

Asked of Django in one process, logged in, without a server: what is measured is the work of the page and of the
database. Each page is asked as three people: of the whole country, of a region, of a department for one theme.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bench.databases import ROOT, Database
from bench.measure import percentile

SHEETS, WAITING, DECIDED, REPORTS, CLAIMS = 100_000, 2_000, 20_000, 500, 50
P95_MS = 300  # issue 4: queue, dashboard and merge screen
TIMES = 20  # of each page and person
INSIDE = "BENCH_DESK"  # tells the process that measures from the one that prepares

# Name, address; another module that has a screen for moderators adds its own.
PAGES = [
    ("front page", "/admin/"),
    ("queue", "/admin/initiatives/initiative/"),
    ("queue, 2nd page", "/admin/initiatives/initiative/?p=2"),
    ("queue, unclaimed", "/admin/initiatives/initiative/?prise=libre"),
    ("all sheets", "/admin/initiatives/initiative/?statut=toutes"),
    ("search", "/admin/initiatives/initiative/?q=jardin"),
    ("queue of actors", "/admin/initiatives/actor/"),
    ("reports", "/admin/moderation/report/"),
    ("a sheet", "/admin/initiatives/initiative/{sheet}/change/"),
    ("merge screen", "/admin/initiatives/initiative/{winner}/fusion/{sheet}/"),
    ("proposals", "/admin/moderation/proposal/"),
    ("lists to verify", "/admin/moderation/kit/"),
    ("statistics", "/admin/statistiques/"),
]


@dataclass(frozen=True)
class Line:
    """One page as one person."""

    page: str
    person: str
    p95_ms: float
    queries: int

    @property
    def is_slow(self) -> bool:
        """Whether it misses its target."""
        return self.p95_ms > P95_MS

    def __str__(self) -> str:
        """Return one line of the table."""
        verdict = "MISSED" if self.is_slow else ""
        return (
            f"{self.page:<18}{self.person:<24}p95 {self.p95_ms:6.0f} ms {self.queries:4} queries  {verdict}"
        )


def measure() -> bool:
    """Prepare the database and measure in another process; return whether all targets are met."""
    database = Database(SHEETS)
    try:
        database.prepare()
        database.manage("collectstatic", "--no-input", "--verbosity", "0")
        environment = database.environment() | {INSIDE: "1"}
        return subprocess.run([sys.executable, "-m", "bench.desk"], cwd=ROOT, env=environment).returncode == 0
    finally:
        database.close()


def main() -> None:
    """Prepare, or measure in the process that was started for it."""
    if INSIDE not in os.environ:
        sys.exit(0 if measure() else 1)
    import django

    django.setup()
    people = _people()
    _fill()
    lines = [_time(page, address, person) for page, address in PAGES for person in people]
    print("\n".join(map(str, lines)))
    sys.exit(any(line.is_slow for line in lines))


def _people() -> dict[str, Any]:
    """Return three moderators by what they moderate."""
    from django.contrib.auth.models import Group

    from contributors.models import User
    from initiatives.models import Theme
    from moderation.models import Scope, ThemeScope
    from places.models import Department

    region = Department.objects.get(code="69").region
    theme = Theme.objects.order_by("rank").values_list("slug", flat=True)[0]
    rights = Group.objects.get(name="Modération").permissions.all()
    found = {}
    scopes: tuple[tuple[str, str, str], ...] = (
        ("whole country", "", ""),
        ("one region", region.token if region else "", ""),
        ("one department, a theme", "departement-69", theme),
    )
    for name, territory, slug in scopes:
        user, _ = User.objects.get_or_create(username=name, defaults={"is_staff": True})
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(rights)
        user.groups.set([group])
        if territory:
            Scope.objects.get_or_create(group=group, territory=territory)
        if slug:
            ThemeScope.objects.get_or_create(group=group, theme=slug)
        found[name] = user
    return found


def _fill() -> None:
    """Make sheets wait, others decided about over the year, reports, proposals and claims: once for each database."""
    from django.db import connection
    from django.utils import timezone

    from contributors.models import User
    from initiatives.models import Initiative
    from moderation.models import Claim, Proposal, Report, Revision, Status

    if Initiative.objects.pending().exists():
        Claim.objects.update(at=timezone.now())
        return
    now = timezone.now()
    # Spread over the country: those that come next to one another in the table lie near one another.
    every = list(
        Initiative.objects.filter(slug__startswith="essai-").order_by("pk").values_list("pk", flat=True)
    )
    waiting = every[:: len(every) // WAITING][:WAITING]
    Initiative.objects.filter(pk__in=waiting).update(status=Status.PENDING, queued_at=now)
    Initiative.objects.filter(pk__in=waiting).refresh()
    sheet_type = Initiative().content_type()
    steps = [(Revision.Action.CONFIRM, 5), (Revision.Action.PUBLISH, 2)]
    decided = every[1 :: max(1, len(every) // DECIDED)][:DECIDED]
    for action, days in steps:
        made = Revision.objects.bulk_create(
            Revision(content_type=sheet_type, object_id=pk, action=action, role="system", data={})
            for pk in decided
        )
        for number, revision in enumerate(made):
            revision.created_at = now - timedelta(days=days + number % 330)
        Revision.objects.bulk_update(made, ["created_at"], batch_size=2000)
    Report.objects.bulk_create(
        Report(content_type=sheet_type, object_id=pk, kind="place", text="Le lieu est faux.")
        for pk in decided[:REPORTS]
    )
    changes = {"title": {"before": "Un titre", "after": "Un autre titre"}}
    Proposal.objects.bulk_create(
        Proposal(content_type=sheet_type, object_id=pk, changes=changes, state="pending", queued_at=now)
        for pk in decided[:REPORTS]
    )
    user = User.objects.order_by("pk").last()
    Claim.objects.bulk_create(
        Claim(content_type=sheet_type, object_id=pk, user=user, at=now) for pk in waiting[:CLAIMS]
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _time(page: str, address: str, person: str) -> Line:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from contributors.models import User
    from initiatives.models import Initiative

    client, user = Client(SERVER_NAME="127.0.0.1"), User.objects.get(username=person)
    client.force_login(user)
    sheets = list(Initiative.objects.moderated_by(user).pending().values_list("pk", flat=True)[:TIMES])
    winners = Initiative.objects.moderated_by(user).published().order_by("-pk")
    pairs = zip(sheets, winners.values_list("pk", flat=True)[: len(sheets)], strict=True)
    pages = [address.format(sheet=sheet, winner=winner) for sheet, winner in pairs]
    addresses = (pages * TIMES)[: TIMES + 2]
    with CaptureQueriesContext(connection) as captured:
        client.get(addresses[0])
    queries = len(captured)  # now: the next request begins a new list
    times = []
    for asked in addresses[2:]:
        start = time.perf_counter()
        response = client.get(asked)
        times.append((time.perf_counter() - start) * 1000)
        if response.status_code not in (200, 302):  # whoever has one page only is led back to it
            raise RuntimeError(f"{asked}: {response.status_code}")
    return Line(page, person, percentile(times, 0.95), queries)


if __name__ == "__main__":
    main()
