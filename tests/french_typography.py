"""Faults of French typography in a text for readers.

Rules: « Lexique des règles typographiques en usage à l’Imprimerie nationale »: U+00A0 inside « » and before the
colon, U+202F before ; ! ? and in thousands, the curly apostrophe, the single character for the ellipsis.
"""

import re

NBSP, THIN = "\u00a0", "\u202f"
ADDRESS = re.compile(r"https?://\S+|\b[\w.+-]+@[\w.-]+\b|&#?\w+;")
FAULTS = (
    ("ASCII apostrophe", re.compile(r"[^\W\d_]'[^\W\d_]")),
    ("plain space before high punctuation", re.compile(r"\S [:;!?»](?!\w)")),
    ("plain space after «", re.compile("« ")),
    ("no space before high punctuation", re.compile(r"[^\W\d_)»][;!?](?=\s|$)|[^\W_)»]:(?=\s|$)")),
    ("no space inside « »", re.compile(r"«(?!\u00a0)|(?<!\u00a0)»")),
    ("U+202F before a colon", re.compile(f"{THIN}:")),
    ("U+00A0 before ; ! ?", re.compile(f"{NBSP}[;!?]")),
    ("three dots", re.compile(r"\.\.\.")),
    ("plain space in a number", re.compile(r"\d (?:\d{3}\b|(?:%|€|km|Mo|Go|h|kg)(?!\w))")),
    ("straight quotes", re.compile(r"(?:^|\s)\"[^\W\d_]")),
    ("middle dot between letters", re.compile(r"[^\W\d_][·•⋅][^\W\d_]")),
)


def faults(text: str) -> list[str]:
    """Return what is wrong in a text, each with the words around it."""
    text = ADDRESS.sub("X", text)
    return [
        f"{fault}: …{text[max(match.start() - 20, 0) : match.end() + 20].strip()}…"
        for fault, pattern in FAULTS
        for match in pattern.finditer(text)
    ]
