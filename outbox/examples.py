"""An example of each mail of the site, made in memory: what its template is shown with, before anybody gets it.

An application tells its own when it starts: `register("moderation/mail/", EXAMPLES)` in its `ready()`, where
`EXAMPLES` says for each template by its name how to make the context that the function which writes it gives. A test
fails for a template without an example.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.template import Engine

from outbox.letters import Letter, write_letter

Example = Callable[[], Mapping[str, object]]
_INCLUDED = re.compile(r"\{%\s*include\s+[\"']([^\"']+)[\"']")
_examples: dict[str, Example] = {}


@dataclass(frozen=True)
class Preview:
    """A template, and the mail that its example makes; None when it has no example."""

    template: str
    letter: Letter | None


def register(folder: str, examples: Mapping[str, Example]) -> None:
    """Take the examples of a folder of templates (`moderation/mail/`), by names without `.txt`."""
    _examples.update({f"{folder}{name}.txt": example for name, example in examples.items()})


def templates() -> list[str]:
    """Return the templates of all mails, by their names in order; what others include is no mail by itself."""
    found = {path.relative_to(folder).as_posix(): path for folder, path in _files()}
    included = {name for path in found.values() for name in _INCLUDED.findall(path.read_text("utf-8"))}
    return sorted(set(found) - included)


def registered() -> dict[str, Example]:
    """Return the examples of all applications, by template."""
    return dict(_examples)


def previews() -> list[Preview]:
    """Return every mail as it would leave, from examples; nothing is written."""
    return [
        Preview(name, write_letter(name, _examples[name]()) if name in _examples else None)
        for name in templates()
    ]


def _files() -> Iterator[tuple[Path, Path]]:
    for folder in map(Path, Engine.get_default().dirs):
        for path in folder.glob("*/mail/*.txt"):
            yield folder, path
