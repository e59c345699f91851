"""French typography of the texts of the site, in templates, Python and scripts."""

import re
from html.parser import HTMLParser

import pytest

from tests.consistency.tree import SCRIPTS, modules, name, strings, templates
from tests.french_typography import faults

COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}|<!--.*?-->", re.DOTALL)
VARIABLE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
READ_ALOUD = {"title", "alt", "aria-label", "aria-description", "placeholder", "label", "content"}
# A text of ours in Python or JavaScript: it has a letter or a sign that only French has, and more than one word.
FRENCH = re.compile(r"(?=.*[àâçéèêëîïôùûüœÀÉÈÊÔ«’…])(?=.* )", re.DOTALL | re.IGNORECASE)


class Words(HTMLParser):
    """Collects the texts that are read or heard, those of inline elements joined to their paragraph."""

    INLINE = {
        "a",
        "b",
        "i",
        "em",
        "strong",
        "span",
        "abbr",
        "time",
        "mark",
        "small",
        "cite",
        "q",
        "svg",
        "use",
    }
    SILENT = {"script", "style", "code", "kbd", "pre"}

    def __init__(self):
        super().__init__()
        self.texts, self.paragraph, self.silent = [], [], 0

    def end_paragraph(self):
        self.texts.append(re.sub(r"[ \t\n]+", " ", "".join(self.paragraph)))
        self.paragraph = []

    def handle_starttag(self, tag, attrs):
        self.texts += [value for attribute, value in attrs if attribute in READ_ALOUD and value]
        self.silent += tag in self.SILENT
        if tag not in self.INLINE:
            self.end_paragraph()

    def handle_startendtag(self, tag, attrs):
        self.texts += [value for attribute, value in attrs if attribute in READ_ALOUD and value]

    def handle_endtag(self, tag):
        self.silent -= tag in self.SILENT
        if tag not in self.INLINE:
            self.end_paragraph()

    def handle_data(self, data):
        if not self.silent:
            self.paragraph.append(data)


def template_texts(source):
    """Return the texts of a template: what its tags print is X, their quoted arguments are texts too."""
    source = COMMENT.sub("", source)
    quoted = [first or second for tag in TAG.findall(source) for first, second in QUOTED.findall(tag)]
    words = Words()
    words.feed(TAG.sub("", VARIABLE.sub("X", source)))
    words.close()
    words.end_paragraph()
    return [*words.texts, *(text for text in quoted if FRENCH.match(text) and not re.search(r"[<>/]", text))]


@pytest.mark.parametrize("path", templates(), ids=name)
def test_templates(path):
    assert [fault for text in template_texts(path.read_text()) for fault in faults(text)] == []


@pytest.mark.parametrize("path", [*modules()], ids=name)
def test_python(path):
    assert [
        f"line {line}, {fault}"
        for line, text in strings(path)
        if FRENCH.match(text)
        for fault in faults(text)
    ] == []


@pytest.mark.parametrize("path", sorted(SCRIPTS.rglob("*.js")), ids=name)
def test_scripts(path):
    source = re.sub(r"/\*.*?\*/|^\s*//.*$", "", path.read_text(), flags=re.DOTALL | re.MULTILINE)
    texts = [printed(match[2]) for match in re.finditer(r"([\"'`])((?:\\.|(?!\1).)*)\1", source)]
    assert [fault for text in texts if FRENCH.match(text) for fault in faults(text)] == []


def printed(text):
    """Return a string of a script as a reader sees it: what it prints is X, its escapes are characters."""
    text = re.sub(r"\$\{[^}]*\}", "X", text)
    return re.sub(r"\\u([0-9a-f]{4})", lambda escape: chr(int(escape[1], 16)), text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("l'école", "ASCII apostrophe"),
        ("Où ?", "plain space before high"),
        ("Trois choses : a", "plain space before high"),
        ("Où?", "no space before high"),
        ("Thème: a", "no space before high"),
        ("« ici »", "plain space"),
        ("«ici»", "no space inside"),
        ("Thème\u202f: a", "U+202F before a colon"),
        ("Où\u00a0?", "U+00A0 before"),
        ("etc...", "three dots"),
        ("12 000 fiches", "plain space in a number"),
        ("10 Mo", "plain space in a number"),
        ("habitant·es", "middle dot"),
    ],
)
def test_each_fault_is_found(text, fault):
    assert fault in " ".join(faults(text))


def test_good_typography_passes():
    text = "L’été, où\u202f? Ici\u00a0: «\u00a0à l’école\u00a0»\u202f; 12\u202f000 m²… https://exemple.fr/?a=1: 14:30."
    assert faults(text) == []
