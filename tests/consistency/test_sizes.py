"""Alarms of architecture.md: a file that passes them has a second noun in it."""

import ast

from tests.consistency.tree import ROOT, modules, name, syntax, templates

MODULE_LINES, VIEW_LINES, TEMPLATE_LINES = 250, 30, 120


def test_modules():
    files = [*modules(), *modules("bench"), *sorted((ROOT / "tests").rglob("*.py"))]
    # Tests are lists of cases: they read well to twice the length.
    long = [
        f"{name(path)}: {lines}"
        for path in files
        if path.name != "settings.py"  # one file by choice: whoever deploys reads it from end to end
        and (lines := len(path.read_text().splitlines())) > MODULE_LINES * (2 if "tests" in path.parts else 1)
    ]
    assert long == []


def test_views():
    long = []
    for path in modules():
        if "views" not in (path.stem, path.parent.name):
            continue
        for node in ast.walk(syntax(path)):
            if (
                isinstance(node, ast.FunctionDef)
                and (lines := node.end_lineno - node.lineno + 1) > VIEW_LINES
            ):
                long.append(f"{name(path)}: {node.name}, {lines} lines")
    assert long == []


def test_templates():
    long = [
        f"{name(path)}: {lines}"
        for path in templates()
        if path.suffix == ".html" and (lines := len(path.read_text().splitlines())) > TEMPLATE_LINES
    ]
    assert long == []
