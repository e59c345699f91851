"""No template that nothing shows, no tag library that nothing uses, no component without a signature."""

import re
from importlib import import_module

from django.template import engines
from django.template.backends.django import get_installed_libraries
from django.template.loader import get_template

from tests.consistency.tree import TEMPLATES, modules, strings, templates

REFERENCE = re.compile(r"\{%-?\s*(?:include|extends|inclusion)\s+[\"']([^\"']+)[\"']")
LOAD = re.compile(r"\{%\s*load\s+(.+?)\s*%\}")
UNSAFE = re.compile(r"\|\s*safe(?:seq)?\b|autoescape\s+off")
# Names that Django itself looks for.
CALLED_BY_DJANGO = re.compile(r"^(?:404|500|403|400|403_csrf)\.html$|^admin/|^registration/")


def relative(path):
    return path.relative_to(TEMPLATES).as_posix()


def referenced():
    """Return every template name that Python or another template writes, f-strings completed."""
    names = {text for path in modules() for _, text in strings(path)}
    families = {text for text in names if text.endswith("/") and (TEMPLATES / text).is_dir()}
    for path in templates():
        names |= set(REFERENCE.findall(path.read_text()))
    return names, families


def test_no_unused_template():
    names, families = referenced()
    unused = [
        relative(path)
        for path in templates()
        if relative(path) not in names
        and not any(relative(path).startswith(family) for family in families)
        and not CALLED_BY_DJANGO.match(relative(path))
    ]
    assert unused == []


def test_every_template_compiles():
    for path in templates():
        get_template(relative(path))


def test_no_dead_load():
    libraries = get_installed_libraries()
    builtins = set(engines["django"].engine.builtins)
    dead = []
    for path in templates():
        source = path.read_text()
        for loaded in LOAD.findall(source):
            for library in [] if " from " in loaded else loaded.split():
                module = libraries[library]
                register = import_module(module).register
                tags = "|".join(map(re.escape, register.tags)) or "(?!)"
                filters = "|".join(map(re.escape, register.filters)) or "(?!)"
                if module in builtins or not re.search(
                    rf"\{{%-?\s*(?:{tags})\b|\|\s*(?:{filters})\b", source
                ):
                    dead.append(f"{relative(path)}: {library}")
    assert dead == []


def test_components_open_with_their_signature():
    nameless = [
        relative(path)
        for path in templates()
        if path.parent.name == "components"
        and path.suffix == ".html"
        and not re.match(r"(?:\{% load [^%]+%\}\s*)?\{% comment %\}|\{#", path.read_text())
    ]
    assert nameless == []


def test_every_component_is_used():
    names, _ = referenced()
    components = [relative(path) for path in templates() if path.parent.name == "components"]
    assert [component for component in components if component not in names] == []


def test_nothing_is_declared_safe_in_a_template():
    """What is HTML says so in Python, where it was made safe (`format_html`, `nh3`)."""
    assert [relative(path) for path in templates() if UNSAFE.search(path.read_text())] == []


def test_no_script_style_or_handler_in_a_template():
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)|<style\b|\sstyle=|\son[a-z]+=",
        re.IGNORECASE,
    )
    assert [
        relative(path) for path in templates() if path.suffix == ".html" and inline.search(path.read_text())
    ] == []
