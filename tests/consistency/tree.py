"""The files of the project, for the tests of its habits."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# The floors of the house, the highest first; those of one line do not know each other (architecture.md, "The house").
FLOORS = (
    ("territoires",),
    ("newsletter", "opendata", "handouts"),
    ("articles",),
    ("events",),
    ("initiatives",),
    ("contact",),
    ("moderation",),
    ("contributors",),
    ("places", "photos", "outbox", "fetching"),
)
APPS = [app for floor in FLOORS for app in floor if (ROOT / app).is_dir()]
TEMPLATES = ROOT / "templates"
SCRIPTS = ROOT / "static" / "js"


def modules(*apps: str, migrations: bool = False) -> Iterator[Path]:
    """Yield the Python files of these applications (all by default), without migrations unless asked."""
    for app in apps or APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if migrations or "migrations" not in path.parts:
                yield path


def templates() -> list[Path]:
    """Return every template."""
    return sorted(path for path in TEMPLATES.rglob("*") if path.is_file())


def name(path: Path) -> str:
    """Return a path as it is written in the project, `initiatives/views/map.py`."""
    return path.relative_to(ROOT).as_posix()


@cache
def syntax(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text(), filename=str(path))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the dotted name of each import, those inside functions included."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.lineno, node.module


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each string of a Python file that is not a docstring.

    What an f-string prints is X, except a space of French typography that has a name.
    """
    tree = syntax(path)
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):  # parents come before their children
        if isinstance(node, ast.JoinedStr):
            skipped.update(id(part) for part in node.values)
            yield node.lineno, "".join(_printed(part) for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.lineno, node.value


def _printed(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    printed = part.value if isinstance(part, ast.FormattedValue) else part
    return {"NBSP": "\u00a0", "THIN": "\u202f"}.get(getattr(printed, "id", ""), "X")
