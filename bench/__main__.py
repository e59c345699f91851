"""`python -m bench`, behind `make bench`: measures the site at COUNT/100 and COUNT sheets (docs/performance.md)."""

import argparse
import os
import subprocess
import sys
from contextlib import ExitStack
from typing import Any

from bench import browser, desk, report
from bench.cases import Case, Cases
from bench.corpus import Corpus
from bench.databases import FOLDER, Database
from bench.measure import Figures, measure
from bench.queries import count_queries
from bench.server import serving
from bench.table import Line
from territoires.supervisor import AlreadyRunning, Stop, alone, stopped_by_signals

SHRUNK = 100  # times fewer sheets in the other database
LEAST_COUNT = 10_000


def main() -> None:
    """Do what the command line asks."""
    options = _options()
    if options.count < LEAST_COUNT:
        sys.exit(f"COUNT must be {LEAST_COUNT:,} at least: the other database has a hundredth of it.")
    try:
        with alone(FOLDER / "run.lock", str(os.getpid())), stopped_by_signals():
            _run(options)
    except AlreadyRunning as other:
        sys.exit(f"A benchmark runs already (process {other}).")
    except Stop:
        sys.exit("Stopped.")
    except (subprocess.CalledProcessError, RuntimeError) as error:
        sys.exit(f"The benchmark could not be run: {error}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures the site.")
    parser.add_argument(
        "--count", type=int, default=1_500_000, help="sheets; compared with a hundredth of it"
    )
    parser.add_argument(
        "--only", action="append", default=[], help="cases whose name has this in it, “browser” or “desk”"
    )
    parser.add_argument("--rounds", type=int, default=4, help="slices of each case, the floors between them")
    parser.add_argument("--inputs", type=int, default=40, help="addresses of each case")
    parser.add_argument("--remake", action="store_true", help="make the databases again")
    parser.add_argument("--no-browser", action="store_true", help="without Chromium")
    parser.add_argument("--write-docs", action="store_true", help="paste the table into docs/performance.md")
    options = parser.parse_args()
    if options.write_docs and options.only:
        parser.error("--write-docs replaces the whole table: it does not go with --only.")
    return options


def _run(options: argparse.Namespace) -> None:
    facts = report.machine()
    databases = [Database(options.count // SHRUNK), Database(options.count)]
    with ExitStack() as stack:
        for database in databases:
            stack.callback(database.close)
            database.prepare(remake=options.remake)
        databases[-1].manage("collectstatic", "--no-input", "--verbosity", "0")
        cases, matches = _cases(databases, options)
        lines = _measure(databases, cases, options.rounds)
        seen: dict[str, Any] = {}
        if _browser_wanted(options):
            thousand = databases[0] if databases[0].count == browser.FEW else Database(browser.FEW)
            stack.callback(thousand.close)
            thousand.prepare()
            seen = browser.measure(thousand, databases[-1])
        tables = report.sections(lines, databases, browser.rows(seen), facts)
        print(f"\n{report.show(tables)}\n")
        made = {database.count: database.load for database in databases}
        report.write_json(facts, lines, matches, {"loads": made, "browser": seen})
        if options.write_docs:
            report.write_document(tables)
    if not options.only or "desk" in options.only:
        print(f"The desk of moderators, on {desk.SHEETS:,} sheets:", flush=True)
        desk.measure()


def _browser_wanted(options: argparse.Namespace) -> bool:
    return not options.no_browser and (not options.only or "browser" in options.only)


def _cases(databases: list[Database], options: argparse.Namespace) -> tuple[list[Case], dict[str, int]]:
    """Return the cases asked for, and the number of matches of each text in them."""
    print("Choosing addresses …", flush=True)
    small, large = databases
    with small.connect() as few, large.connect() as many:
        corpus = Corpus(many)
        every = Cases(corpus, Corpus(few), options.inputs).all()
    chosen = [case for case in every if not options.only or any(part in case.name for part in options.only)]
    # What a case is compared to is measured with it.
    needed = {case.name for case in chosen} | {case.target.versus for case in chosen}
    return [case for case in every if case.name in needed], corpus.matches


def _measure(databases: list[Database], cases: list[Case], rounds: int) -> list[Line]:
    """Return one line per case, measured at both sizes; queries are counted when nothing is timed any more."""
    found: dict[str, dict[int, Figures] | None] = {}
    with ExitStack() as stack:
        sites = [stack.enter_context(serving(database)) for database in databases]
        connections = {database.count: stack.enter_context(database.connect()) for database in databases}
        for case in cases:
            print(f"{case.name} …", flush=True)
            found[case.name] = measure(case, sites, connections, rounds)
    asked = [case for case in cases if found[case.name]]
    print("Counting queries …", flush=True)
    for database in databases:
        for name, number in count_queries(database, asked).items():
            (found[name] or {})[database.count].queries = number
    small, large = (database.count for database in databases)
    lines = []
    for case in cases:
        figures = found[case.name] or {}
        versus = (found.get(case.target.versus) or {}).get(large)
        versus_ms = versus.median_ms if versus else None
        lines.append(Line(case, figures.get(small), figures.get(large), versus_ms))
    return lines


if __name__ == "__main__":
    main()
