"""The map page in a real browser, cold and unthrottled, at 1,000 sheets and at COUNT."""

import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.databases import Database
from bench.server import Server, gunicorn
from bench.traffic import Traffic
from tests.browser.chromium import find_chromium

FEW = 1_000  # sheets of the site to which COUNT is compared
RUNS = 5
WIDTH, HEIGHT = 1280, 900  # CSS pixels

# Run before the page's own scripts: notes when markers and list last changed, and the long tasks. A task counts from
# 50 ms on, as browsers say.
WATCH = """
window.bench = { markers: 0, list: 0, tasks: [] };
new PerformanceObserver((seen) => bench.tasks.push(...seen.getEntries().map((task) => task.duration)))
  .observe({ type: "longtask", buffered: true });
new MutationObserver((changes) => {
  for (const { target } of changes) {
    const element = target.nodeType === 1 ? target : target.parentElement;
    if (element?.closest(".leaflet-marker-pane")) bench.markers = performance.now();
    else if (element?.closest("[data-tc-atlas]") && !element.closest("[data-tc-map]")) bench.list = performance.now();
  }
}).observe(document, { childList: true, subtree: true });
"""
SHOWN = """() => {
  const tiles = performance.getEntriesByType("resource").filter(({ name }) => name.includes("/carte/tuiles/"));
  return {
    tiles: tiles.length,
    markers: document.querySelectorAll(".leaflet-marker-pane > *").length,
    rows: document.querySelectorAll('[data-tc-results="list"] [data-tc-initiative]').length,
    shown_ms: Math.max(bench.markers, ...tiles.map(({ responseEnd }) => responseEnd)),
    settled_ms: Math.max(bench.list, bench.markers),
    longest_task_ms: Math.max(0, ...bench.tasks),
  };
}"""


def measure(few: Database, many: Database) -> dict[str, Any]:
    """Return what `RUNS` cold loads of each site took, in turn, and a walk over the map; {} without Chromium."""
    program = find_chromium()
    if program is None:
        print("Chromium is not installed: the browser is not measured.", flush=True)
        return {}
    print("Browser …", flush=True)
    with ExitStack() as stack:
        servers = {
            database.count: stack.enter_context(
                gunicorn(database, "territoires.wsgi:application", "bench.settings", "/sante/pret")
            )
            for database in (few, many)
        }
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=program, args=["--disable-dev-shm-usage", "--enable-precise-memory-info"]
        )
        stack.callback(browser.close)
        runs: dict[int, list[dict[str, float]]] = {count: [] for count in servers}
        for number in range(RUNS + 1):
            for count, server in servers.items():
                found = _load(browser, server)
                if number:  # the first one warms the servers, not the browser
                    runs[count].append(found)
        return {
            "few": _medians(runs[few.count]),
            "many": _medians(runs[many.count]),
            "count": many.count,
            "walk": _walk(browser, servers[many.count]),
            "runs": {str(count): found for count, found in runs.items()},
        }


@contextmanager
def _window(browser: Browser) -> Iterator[tuple[Page, Traffic]]:
    """Open a window with an empty cache."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, locale="fr-FR", timezone_id="Europe/Paris"
    )
    context.add_init_script(WATCH)
    page = context.new_page()
    try:
        yield page, Traffic(page)
    finally:
        context.close()


def _load(browser: Browser, server: Server) -> dict[str, float]:
    """Load the map page once, cold."""
    with _window(browser) as (page, traffic):
        page.goto(f"{server.address}/carte/", wait_until="commit")
        traffic.settle(page)
        found: dict[str, float] = page.evaluate(SHOWN)
        sent, compressed = traffic.bytes()
        return found | {
            "requests": len(traffic.done) + traffic.dropped + traffic.failed,
            "failed": traffic.failed,
            "sent": sent,
            "compressed": compressed,
            "heap": _heap(page),
        }


def _heap(page: Page) -> float:
    """Return the bytes that JavaScript holds, once what nobody needs is collected."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {row["name"]: row["value"] for row in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["JSHeapUsedSize"])


def _walk(browser: Browser, server: Server) -> dict[str, float]:
    """Zoom in and out and drag the map faster than it can follow; say what was asked, and what was dropped."""
    with _window(browser) as (page, traffic):
        page.goto(f"{server.address}/carte/")
        traffic.settle(page)
        before = traffic.tiles
        box = page.locator("[data-tc-map]").bounding_box() or {"x": 0, "y": 0, "width": 800, "height": 600}
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.evaluate("bench.tasks.length = 0")
        page.mouse.move(x, y)
        for turn in (-120, -120, -120, -120, -120, 120, 120, -120, -120):
            page.mouse.wheel(0, turn)
            page.wait_for_timeout(90)
        for dx, dy in ((-300, 0), (-300, -150), (300, 200), (0, -250), (250, 0), (-300, 100)):
            page.mouse.move(x, y)
            page.mouse.down()
            page.mouse.move(x + dx, y + dy, steps=6)
            page.mouse.up()
            page.wait_for_timeout(60)
        traffic.settle(page)
        found = page.evaluate(SHOWN)
        return {
            "tiles": traffic.tiles - before,
            "dropped": traffic.dropped,
            "failed": traffic.failed,
            "markers": found["markers"],
            "longest_task_ms": found["longest_task_ms"],
            "heap": _heap(page),
        }


def _medians(runs: list[dict[str, float]]) -> dict[str, float]:
    """Return the median of each figure; the worst of the longest tasks, which must never be long."""
    found = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    return found | {"longest_task_ms": max(run["longest_task_ms"] for run in runs)}


def rows(seen: dict[str, Any]) -> list[list[str]]:
    """Return the lines of the table: what, target, figure, result."""
    if not seen:
        return []
    few, many, walk = seen["few"], seen["many"], seen["walk"]
    ratio = many["shown_ms"] / few["shown_ms"] if few["shown_ms"] else 0.0
    limits = [
        ("all shown, ÷ the time at 1,000", "≤ 1.2", f"{ratio:.2f}", ratio <= 1.2),
        ("all shown", "under 1,000 ms", f"{many['shown_ms']:.0f} ms", many["shown_ms"] < 1000),
        ("requests", "≤ 25", f"{many['requests']:.0f}", many["requests"] <= 25),
        ("compressed", "under 150 kB", f"{many['compressed'] / 1000:.0f} kB", many["compressed"] < 150_000),
        ("JavaScript heap", "≤ 20 MB", f"{many['heap'] / 1e6:.1f} MB", many["heap"] <= 20e6),
        ("longest task", "≤ 100 ms", f"{many['longest_task_ms']:.0f} ms", many["longest_task_ms"] <= 100),
    ]
    # A page on which nothing was drawn is quick.
    is_drawn = all(
        side["tiles"] and side["markers"] and side["rows"] and not side["failed"] for side in (few, many)
    )
    lines = [
        [
            f"map page, cold: {what}",
            target,
            figure,
            ("met" if held else "MISSED") if is_drawn else "MISSED: not drawn",
        ]
        for what, target, figure, held in limits
    ]
    settled = f"{many['settled_ms']:.0f} ms ({few['settled_ms']:.0f} ms at {FEW:,})"
    moved = (
        f"{walk['tiles']:.0f} tiles asked, {walk['dropped']:.0f} dropped, {walk['failed']:.0f} failed, "
        f"longest task {walk['longest_task_ms']:.0f} ms, heap {walk['heap'] / 1e6:.1f} MB"
    )
    return [
        *lines,
        ["the list in step with the map", "—", settled, ""],
        ["panned and zoomed", "—", moved, ""],
    ]
