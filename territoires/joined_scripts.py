"""One file instead of many: a script of a page with its own modules in it, made by `collectstatic`.

`js/map.js` and the modules of its folder, `js/map/`, become one ES module: each of them a function that is called
once and returns what it exports. Readers of the code, and a server without `collectstatic`, keep the many files. Only
what our modules do is understood (named imports and exports, no cycle); anything else is refused, by name.
"""

import posixpath
import re
from collections.abc import Callable

IMPORT = re.compile(r"^import \{(?P<names>[^}]*)\} from \"(?P<path>\.[^\"]+)\";$", re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const)\b\*? ?(?P<name>\w+))", re.MULTILINE)
LEFT = re.compile(r"^\s*(?:import|export)\b.*|\bimport\s*\(.*|\bimport\.meta\b.*", re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)


class NotJoined(ValueError):
    """A module does something that this cannot join."""


def entries(names: list[str]) -> list[str]:
    """Return the scripts among these files that have a folder of modules beside them, of their name."""
    return [name for name in names if name.endswith(".js") and _has_folder(name, names)]


def _has_folder(name: str, names: list[str]) -> bool:
    folder = f"{name.removesuffix('.js')}/"
    return any(other.startswith(folder) for other in names)


def joined(name: str, read: Callable[[str], str]) -> str:
    """Return a script with the modules of its folder in it; `read` gives the text of a file by its name."""
    order: dict[str, str] = {}
    _add(name, read, f"{name.removesuffix('.js')}/", order, ())
    numbers = {module: number for number, module in enumerate(order)}
    return "\n".join(
        f"const module{number} = (() => {{\n{_body(module, text, numbers)}\n}})();"
        if module != name
        else _body(module, text, numbers)
        for number, (module, text) in enumerate(order.items())
    )


def _add(
    name: str, read: Callable[[str], str], folder: str, order: dict[str, str], above: tuple[str, ...]
) -> None:
    """Put a module in order, after those that it imports."""
    if name in above:
        raise NotJoined(f"{name} imports itself, by way of {above[-1]}.")
    if name in order:
        return
    text = read(name)
    for match in IMPORT.finditer(text):
        imported = _resolved(name, match["path"])
        if not imported.startswith(folder):
            raise NotJoined(f"{name} imports {imported}, which is not in {folder}.")
        _add(imported, read, folder, order, (*above, name))
    order[name] = text


def _resolved(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _body(name: str, text: str, numbers: dict[str, int]) -> str:
    """Return a module without its imports and exports: constants before, a returned object after."""
    text = COMMENT.sub("", text)
    exported = [match["name"] for match in EXPORT.finditer(text)]
    text = EXPORT.sub("", text)
    text = IMPORT.sub(
        lambda match: (
            f"const {{{match['names'].replace(' as ', ': ')}}} = module{numbers[_resolved(name, match['path'])]};"
        ),
        text,
    )
    if left := LEFT.search(text):
        raise NotJoined(f"{name} has {left[0].strip()!r}.")
    return f"{text}return {{ {', '.join(exported)} }};" if exported else text
