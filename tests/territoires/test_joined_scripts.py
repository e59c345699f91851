import re

import pytest

from territoires.joined_scripts import NotJoined, entries, joined

FILES = {
    "js/page.js": '/* The page. */\nimport { Shape, sides as number } from "./page/shape.js";\n'
    'import { log } from "./page/log.js";\n\nlog(new Shape(), number);\n',
    "js/page/shape.js": 'import { log } from "./log.js";\n\nconst secret = 1;\nexport const sides = 4;\n\n'
    "/** A shape. */\nexport class Shape {}\nlog(secret);\n",
    "js/page/log.js": "export async function log() {}\nexport function* many() {}\n",
    "js/alone.js": "alert(1);\n",
}


def join(name="js/page.js", **changes):
    files = FILES | {f"js/page{path.replace('_', '/', 1)}.js": text for path, text in changes.items()}
    return joined(name, files.__getitem__)


def test_only_a_script_with_a_folder_of_its_name_is_joined():
    assert entries(list(FILES)) == ["js/page.js"]


def test_a_module_is_run_once_and_before_those_that_import_it():
    script = join()
    assert script.count("async function log") == 1
    assert script.index("function log") < script.index("class Shape") < script.index("new Shape()")
    assert not re.search(r"^(?:import|export)\b", script, re.MULTILINE)


def test_names_are_those_that_are_imported():
    script = join()
    assert "const { log } = module0;" in script
    assert "const { Shape, sides: number } = module1;" in script
    assert "return { sides, Shape };" in script
    assert "return { log, many };" in script


def test_comments_above_declarations_are_left_out():
    assert "/*" not in join()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('import log from "./log.js";', "import log"),
        ('import * as log from "./log.js";', "import \\*"),
        ('import "./log.js";', "import"),
        ("export default class {}", "export default"),
        ("export let count = 0;", "export let"),
        ("export { a };", "export"),
        ('const log = await import("./log.js");', "import\\("),
        ('import { a } from "../alone.js";', "not in js/page/"),
        ('import { Shape } from "./shape.js";', "imports itself"),
    ],
)
def test_what_cannot_be_joined_is_refused(text, reason):
    with pytest.raises(NotJoined, match=reason):
        join(_shape=f"{text}\n")
