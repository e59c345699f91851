"""Each thing is where its name says (architecture.md, "Mirrors")."""

import re

from tests.consistency.tree import APPS, ROOT, SCRIPTS, TEMPLATES, modules, name, strings, templates

TESTS = ROOT / "tests"
# Kinds of modules that say nothing by themselves: what they declare is tested where it is used.
WITHOUT_TEST = {"__init__.py", "apps.py", "urls.py", "wsgi.py"}
# Tests of files of data.
WITHOUT_MODULE = {"tests/initiatives/test_demo_content.py", "tests/initiatives/test_relevance.py"}
STATIC_SCRIPT = re.compile(r"\{%\s*static\s+[\"']js/([^\"']+)[\"']\s*%\}")
IMPORTED_SCRIPT = re.compile(r"(?:from|import)\s*\(?\s*[\"'](\.[^\"']+)[\"']")
SELECTOR = re.compile(r"\b(?:querySelector|querySelectorAll|closest|matches)\(\s*([\"'`])(.*?)\1")
BY_CLASS = re.compile(r"getElementsByClassName|classList\.contains|getElementById\(\s*[\"'`]")


def places_of_test(path):
    """Return where the test of a module may be: beside its mirror, or with the package that it is part of."""
    app, *folders = path.relative_to(ROOT).parts[:-1]
    if folders[:2] == ["management", "commands"]:
        folders = ["commands"]
        places = [TESTS / app / f"test_{path.stem}.py"]
    else:
        places = [
            TESTS.joinpath(app, *folders[:depth], f"test_{folders[depth]}.py")
            for depth in range(len(folders))
        ]
    return [TESTS.joinpath(app, *folders, f"test_{path.stem}.py"), *places]


def test_every_module_has_its_test():
    alone = [
        name(path)
        for path in modules()
        if path.name not in WITHOUT_TEST and not any(place.exists() for place in places_of_test(path))
    ]
    assert alone == []


def test_every_test_has_its_module():
    mirrored = {place for path in modules() for place in places_of_test(path)}
    tests = [path for app in APPS for path in sorted((TESTS / app).rglob("test_*.py"))]
    assert [name(path) for path in tests if path not in mirrored and name(path) not in WITHOUT_MODULE] == []


def test_an_application_renders_only_its_room():
    """The admin's own templates are extended where Django looks for them."""
    strangers = [
        f"{name(path)}:{line} names {text}"
        for app in APPS
        for path in modules(app)
        for line, text in strings(path)
        if re.fullmatch(r"[\w/.-]{1,100}", text)
        and (text.endswith(".html") or (TEMPLATES / text).is_file())
        and text.split("/")[0] not in (app, "components", "admin")
    ]
    assert strangers == []


def test_a_script_is_loaded_by_the_template_of_its_name():
    strangers = []
    for path in templates():
        for script in STATIC_SCRIPT.findall(path.read_text()):
            if not (SCRIPTS / script).is_file():
                strangers.append(f"{name(path)} loads js/{script}, which does not exist")
            elif (
                "components" not in path.parts
                and "/" not in script
                and script.removesuffix(".js") != path.stem
            ):
                strangers.append(f"{name(path)} loads js/{script}")
    assert strangers == []


def test_every_script_is_loaded():
    loaded = {SCRIPTS / script for path in templates() for script in STATIC_SCRIPT.findall(path.read_text())}
    loaded |= {
        SCRIPTS / text.removeprefix("js/")
        for path in modules()
        for _, text in strings(path)
        if text.startswith("js/")
    }
    waiting = list(loaded)
    while waiting:
        path = waiting.pop()
        for imported in IMPORTED_SCRIPT.findall(path.read_text()):
            target = (path.parent / imported).resolve()
            assert target.is_file(), f"{name(path)} imports {imported}, which does not exist"
            if target not in loaded:
                loaded.add(target)
                waiting.append(target)
    assert [name(path) for path in sorted(SCRIPTS.rglob("*.js")) if path not in loaded] == []


def test_scripts_hook_on_data_attributes():
    """`data-tc-…` belongs to scripts, a class to the style sheet: each can change without breaking the other."""
    faults = []
    for path in sorted(SCRIPTS.rglob("*.js")):
        source = path.read_text()
        faults += [f"{name(path)}: {match[0]}" for match in BY_CLASS.finditer(source)]
        for match in SELECTOR.finditer(source):
            if re.search(r"[.#][a-zA-Z]", re.sub(r"\[[^\]]*\]|\$\{[^}]*\}", "", match[2])):
                faults.append(f"{name(path)}: {match[0]}")
    assert faults == []


def test_hooks_exist_on_both_sides():
    """A hook that only a template or only a script knows is dead."""
    hook = re.compile(r"data-tc-[a-z0-9-]+")
    pages = [*templates(), *modules()]
    in_pages = {
        found for path in pages for found in hook.findall(path.read_text().replace("data_tc_", "data-tc-"))
    }
    in_scripts = {found for path in SCRIPTS.rglob("*.js") for found in hook.findall(path.read_text())}
    in_scripts |= {
        f"data-{re.sub('[A-Z]', lambda letter: '-' + letter[0].lower(), found)}"
        for path in SCRIPTS.rglob("*.js")
        for found in re.findall(r"\bdataset\.(tc[A-Z]\w*)", path.read_text())
    }
    assert {"only in pages": in_pages - in_scripts, "only in scripts": in_scripts - in_pages} == {
        "only in pages": set(),
        "only in scripts": set(),
    }


def test_templates_live_under_an_application():
    rooms = {*APPS, "components", "admin"}
    roots = sorted(
        name(path) for path in TEMPLATES.iterdir() if path.name not in rooms and path.name != "base.html"
    )
    assert roots == []
