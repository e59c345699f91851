"""French typography of texts that people type, and of our own: the right spaces and apostrophes.

Rules: « Lexique des règles typographiques en usage à l’Imprimerie nationale ». U+00A0 goes inside « », before the
colon and between a number and its unit; U+202F goes before ; ! ? and within thousands.
"""

import re
from datetime import date
from typing import Any

NBSP = "\u00a0"
THIN = "\u202f"
SPACE = "[ \t\u00a0\u2009\u202f]"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

# Left as typed: addresses, e-mails, HTML entities, :short_codes:, smileys. NUL cannot be in a stored text, so it
# can stand for each of them while the rest is set.
HELD = "\x00"
PROTECTED = re.compile(
    r"(?:https?|ftps?)://\S+"
    r"|(?:mailto|tel|geo):\S+"
    r"|\bwww\.\S+"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # from its first character only: linear time
    r"|&#?\w+;"
    r"|(?<![\w:]):[a-z0-9_+-]+:(?![\w:])"
    r"|(?<![^\s«])[:;]['’]?-?[()DPpOo|/*](?!\w)"
)
# Nothing is protected in a text that has none of these: looking for it takes longer than all rules.
HOLDING = re.compile(r"[@&]|www\.|[:;](?=\S)")
UNITS = (
    "km²|km|m²|m³|m|cm|mm|ha|kg|g|t|l|L|h|min|s|kWh|kWc|kW|MWh|MW|Wc|W|Mo|Go|k€|M€|€|%|°C|"
    "ans?|mois|jours?|heures?|minutes?|euros?"
)

DIGITS = "0123456789"
# Order matters: a rule may rely on what the ones above it have set. The characters of the first column: a rule finds
# nothing in a text that has none of them, and is not tried there, for a page sets hundreds of texts.
RULES: tuple[tuple[frozenset[str], re.Pattern[str], str], ...] = tuple(
    (frozenset(signs), re.compile(pattern), replacement)
    for signs, pattern, replacement in (
        # Apostrophes, between two letters or after an elision: l'été, d'« ici ».
        ("'", r"(?<=[^\W\d_])'(?=[\w«“\x00])", "’"),
        (".", r"(?<!\.)\.\.\.(?!\.)", "…"),
        # Guillemets.
        ("«", rf"«{SPACE}*(?=\S)", "«" + NBSP),
        ("»", rf"(?<=\S){SPACE}*»", NBSP + "»"),
        # Hours: 14h, 14h30, 14 h 30.
        (DIGITS, rf"\b([01]?\d|2[0-4]){SPACE}?h{SPACE}?([0-5]\d)\b(?!{SPACE}?\d)", rf"\1{NBSP}h{NBSP}\2"),
        (DIGITS, r"\b([01]?\d|2[0-4])h\b", rf"\1{NBSP}h"),
        # Thousands: groups of three after one to three digits, never inside a longer row such as a telephone number.
        (
            DIGITS,
            rf"(?<![\d.,/+])(?<!\d[ \u00a0\u2009\u202f])[1-9]\d{{0,2}}(?:{SPACE}\d{{3}})+(?!\d|{SPACE}\d)",
            "",  # see `_thousands`
        ),
        # A number and its unit.
        ("%€", r"(?<=\d)(?=[%€](?!\w))", NBSP),
        (DIGITS, rf"(?<=\d){SPACE}(?=(?:{UNITS})(?!\w))", NBSP),
        (DIGITS, rf"(?<=\d){SPACE}(?=(?:{'|'.join(MONTHS)})\b)", NBSP),
        (DIGITS, rf"(?<=\b1er){SPACE}(?=(?:{'|'.join(MONTHS)})\b)", NBSP),
        ("°", rf"(?<=\b[nN]°){SPACE}(?=\d)", NBSP),
        # High punctuation after a space: the space becomes the right one.
        (":", rf"(?<=[^\s«]){SPACE}+(?=:(?!\w))", NBSP),
        (";!?", rf"(?<=[^\s«]){SPACE}+(?=[;!?](?!\w))", THIN),
        # High punctuation stuck to a word that it ends: the space is added.
        (":", r"(?<=[\w)\]»”’\"%€°…])(?=:(?:\s|$))", NBSP),
        (";", r"(?<=[\w)\]»”’\"%€°…\x00])(?=;(?:\s|$))", THIN),
        ("!?", r"(?<=[\w)\]»”’\"%€°…])(?=[!?]+(?:[\s»)\]”’\".,…]|$))", THIN),
    )
)
# No rule touches a text without one of these: nearly every title and name.
TOUCHED = re.compile(r"['«»:;!?\d%€&@/]|\.\.\.")
_SPACES = re.compile(SPACE)


def _thousands(match: re.Match[str]) -> str:
    return _SPACES.sub(THIN, match[0])


def typo(text: Any) -> str:
    """Return the text with French spaces and apostrophes; a second pass changes nothing.

    Addresses, e-mails, times such as 14:30, HTML entities and smileys stay as typed. The result is plain text,
    never marked safe.
    """
    if text is None:
        return ""
    result = str(text)
    if HELD in result or not TOUCHED.search(result):
        return result
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return HELD

    signs = frozenset(result)
    if HOLDING.search(result):
        result = PROTECTED.sub(hold, result)
    for needed, pattern, replacement in RULES:
        if not needed.isdisjoint(signs):
            result = pattern.sub(replacement or _thousands, result)
    if not held:
        return result
    parts = iter(held)
    return re.sub(HELD, lambda _: next(parts), result)


def day_in_words(day: date) -> str:
    """Return a day as it is written: « 1er mars 2026 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NBSP}{MONTHS[day.month - 1]} {day.year}"
