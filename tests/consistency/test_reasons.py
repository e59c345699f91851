"""An exception to a rule says why on its own line, and nothing is left for later."""

import re

from tests.consistency.tree import ROOT, SCRIPTS, modules, name, templates

NOQA = re.compile(r"#\s*noqa(?::\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*)?(?P<reason>.*)")
IGNORED_TYPE = re.compile(r"#\s*type:\s*ignore(?P<codes>\[[^\]]+\])?(?P<reason>.*)")
SKIP = re.compile(r"(?:mark\.(?:skip|skipif|xfail)\b|pytest\.(?:skip|xfail)\()")
LATER = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
TESTS = [path for path in sorted((ROOT / "tests").rglob("*.py")) if path.name != "test_reasons.py"]


def lines():
    for path in [*modules(), *modules("bench"), *TESTS]:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            yield f"{name(path)}:{number}", line


def test_silenced_rules_say_why():
    silent = []
    for place, line in lines():
        for pattern in (NOQA, IGNORED_TYPE):
            match = pattern.search(line)
            if match and len(match["reason"].strip(" -#:")) < 8:
                silent.append(f"{place} {line.strip()}")
    assert silent == []


def test_skipped_tests_say_why():
    silent = []
    for path in TESTS:
        source = path.read_text()
        for match in SKIP.finditer(source):
            call = source[match.end() - 1 :].split("\n\n")[0]
            if not re.search(r"reason=|\(\s*(?:f?\"|reason\b)", call):
                silent.append(f"{name(path)}: {match[0]}")
    assert silent == []


def test_nothing_is_left_for_later():
    files = [*templates(), *SCRIPTS.rglob("*.js"), *(ROOT / "static" / "css").rglob("*.css")]
    later = [place for place, line in lines() if LATER.search(line)]
    later += [name(path) for path in files if LATER.search(path.read_text())]
    assert later == []
