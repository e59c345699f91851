"""The words of which trial sheets are made, read from words.json beside this file."""

import json
from pathlib import Path
from typing import Any

_WORDS: dict[str, Any] = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))

SUBJECTS: dict[str, list[str]] = _WORDS["subjects"]  # by theme
NAMES: list[str] = _WORDS["names"]
OPENINGS: list[str] = _WORDS["openings"]
VERBS: list[str] = _WORDS["verbs"]
ENDINGS: list[str] = _WORDS["endings"]
TAGS: list[str] = _WORDS["tags"]  # the commonest first
ACTORS: dict[str, list[str]] = _WORDS["actors"]  # by kind
