"""Floors are applications: each imports only from a lower line (architecture.md, rule 5)."""

import re

import pytest

from tests.consistency.tree import APPS, FLOORS, imports, modules, name, strings, templates

LINE = {app: line for line, floor in enumerate(FLOORS) for app in floor}
MODEL_REFERENCE = re.compile(r"([a-z_]+)\.[A-Z]\w+")
OTHER_TEMPLATE = re.compile(r"\{%-?\s*(?:include|extends)\s+[\"']([^\"']+)[\"']")


def is_below(app, user):
    return LINE[app] > LINE[user]


@pytest.mark.parametrize("user", APPS)
def test_imports_go_downwards(user):
    upwards = [
        f"{name(path)}:{line} imports {module}"
        for path in modules(user)
        for line, module in imports(path)
        if (app := module.split(".")[0]) in LINE and app != user and not is_below(app, user)
    ]
    assert upwards == []


@pytest.mark.parametrize("user", APPS)
def test_models_point_downwards(user):
    """A foreign key to an upper application, written as a string, would be an import in disguise."""
    upwards = [
        f"{name(path)}:{line} names {text}"
        for path in modules(user)
        for line, text in strings(path)
        if (match := MODEL_REFERENCE.fullmatch(text))
        and match[1] in LINE
        and match[1] != user
        and not is_below(match[1], user)
    ]
    assert upwards == []


def test_templates_use_only_their_room_and_the_components():
    strangers = []
    for path in templates():
        room = name(path).split("/")[1]
        for other in OTHER_TEMPLATE.findall(path.read_text()):
            if other.split("/")[0] not in (room, "components", "base.html", "admin"):
                strangers.append(f"{name(path)} uses {other}")
    assert strangers == []


def test_no_room_without_a_noun():
    nameless = {"utils", "helpers", "services", "common", "misc", "tools"}
    assert [name(path) for path in modules() if path.stem in nameless or path.parent.name in nameless] == []
