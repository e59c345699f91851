"""Everything wrong with one page of HTML, as sentences: what a validator, a CSP and a hurried author would find."""

import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# HTML Living Standard, "Phrasing content": these may hold nothing but words and what stands among words.
PHRASING_ONLY = {
    *HEADINGS, "p", "button", "label", "span", "em", "strong", "b", "i", "small", "mark", "abbr", "time", "cite",
    "q", "code", "kbd", "sub", "sup", "pre",
}  # fmt: skip
FLOW_ONLY = {
    *HEADINGS, "p", "div", "ul", "ol", "dl", "table", "section", "article", "aside", "nav", "header", "footer",
    "main", "form", "fieldset", "figure", "details", "blockquote", "address", "hr", "dialog", "search", "menu", "pre",
}  # fmt: skip
INTERACTIVE = {"a", "button", "input", "select", "textarea", "label", "iframe", "summary", "details"}
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "select": {"option", "optgroup", "hr"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
}
SCRIPT_SUPPORTING = {"script", "template"}
DATA_SCRIPTS = {"application/json", "application/ld+json"}
ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "xlink:href")
REFERENCES = (
    "for", "form", "list", "popovertarget", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns",
    "aria-details",
)  # fmt: skip
# What it sends is shown once, and neither kept nor acted upon: it needs no cookie, thus has none to check.
WITHOUT_TOKEN = {"/kit/badges/"}
UNLABELLED_INPUTS = {"hidden", "submit", "button", "reset", "image"}
# Left by a template, or by Python, where a value was missing.
LEFT_OVERS = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{#|\bNone\b|\bundefined\b|\bNaN\b|\[object Object\]"
    r"|<bound method|<QuerySet|object at 0x|Decimal\("
)
INVISIBLE = {"script", "style", "template"}


def page_faults(html: str) -> list[str]:
    """Return what is wrong with a public page: an empty list for a good one."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    root = parser.parse(html)
    found = [f"HTML, line {line}: {code} {values or ''}".strip() for (line, _), code, values in parser.errors]
    for check in CHECKS:
        found.extend(check(root))
    return found


def safety_faults(html: str) -> list[str]:
    """Return only what the Content-Security-Policy would block: for pages that Django writes."""
    return list(csp_faults(html5lib.parse(html, namespaceHTMLElements=False)))


def csp_faults(root: Element) -> Iterator[str]:
    """Yield inline scripts, handlers and styles."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for name in element.attrib:
            if name.lower().startswith("on"):
                yield f"inline handler {name} on <{element.tag}>"
        if "style" in element.attrib:
            yield f'style="{element.get("style")}" on <{element.tag}>'
        if element.tag == "style":
            yield "<style> element"
        if element.tag == "script" and not element.get("src"):
            kind = element.get("type", "")
            if kind not in DATA_SCRIPTS:
                yield "<script> without src"
                continue
            try:
                json.loads(element.text or "")
            except ValueError:
                yield f"a {kind} island that is not JSON"


def _document(root: Element) -> Iterator[str]:
    if root.get("lang") != "fr":
        yield "<html> without lang=fr"
    titles = [_text(title) for title in root.findall("./head/title")]
    if len(titles) != 1 or not titles[0]:
        yield f"{len(titles)} <title>, {titles}"
    names = {meta.get("name") for meta in root.iter("meta")}
    if "viewport" not in names:
        yield "no viewport"
    if not names & {"description", "robots"}:
        yield "no description on a page to be indexed"
    mains = len(list(root.iter("main")))
    if mains != 1:
        yield f"{mains} <main>"


def _headings(root: Element) -> Iterator[str]:
    levels = [int(element.tag[1]) for element in _elements(root) if element.tag in HEADINGS]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} <h1>"
    # What stands before the h1 (an error summary, a banner) may have a heading of its own.
    after = levels[levels.index(1) :] if 1 in levels else levels
    for before, level in itertools.pairwise(after):
        if level > before + 1:
            yield f"h{level} after h{before}"
    for element in _elements(root):
        if element.tag in HEADINGS and not _name(element):
            yield f"empty <{element.tag}>"


def _content_model(element: Element, ancestors: tuple[str, ...] = ()) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag == "svg":
            continue
        allowed = CHILDREN.get(element.tag, {tag})
        if tag not in allowed | SCRIPT_SUPPORTING:
            yield f"<{tag}> in <{element.tag}>"
        inside = (*ancestors, element.tag)
        if tag in FLOW_ONLY and PHRASING_ONLY & set(inside):
            yield f"<{tag}> in <{next(parent for parent in reversed(inside) if parent in PHRASING_ONLY)}>"
        if tag in INTERACTIVE - {"label"} and {"a", "button"} & set(inside) and child.get("type") != "hidden":
            yield f"<{tag}> in a link or a button"
        yield from _content_model(child, inside)


def _references(root: Element) -> Iterator[str]:
    ids = Counter(element.get("id") for element in _elements(root) if element.get("id") is not None)
    for name, count in ids.items():
        if count > 1 or not name or re.search(r"\s", name):
            yield f'{count} id="{name}"'
    for element in _elements(root):
        for attribute in REFERENCES:
            for name in element.get(attribute, "").split():
                if name not in ids:
                    yield f'{attribute}="{name}" on <{element.tag}> points at nothing'
        href = element.get("href", "")
        if element.tag == "a" and len(href) > 1 and href.startswith("#") and href[1:] not in ids:
            yield f"link to {href}, which is not in the page"


def _addresses(root: Element) -> Iterator[str]:
    for element in _elements(root):
        for attribute in ADDRESSES:
            address = element.get(attribute)
            if address is None or (element.tag == "img" and address.startswith("data:image/")):
                continue
            if urlsplit(address).scheme.lower() in ("javascript", "vbscript", "data"):
                yield f"{attribute}={address[:60]} on <{element.tag}>"
        if element.tag == "a" and element.get("href", "#") in ("", "#"):
            yield f"link to nowhere: {_name(element) or '(no text)'}"
        if element.tag == "a" and not _name(element):
            yield f"link without a name to {element.get('href')}"
        if element.tag == "button" and not _name(element):
            yield "button without a name"
        if element.tag in ("script", "img", "iframe", "use", "source", "video", "audio"):
            yield from _third_party(element, element.get("src") or element.get("href") or "")
        if element.tag == "link" and element.get("rel") in (
            "stylesheet",
            "preload",
            "modulepreload",
            "icon",
            "manifest",
        ):
            yield from _third_party(element, element.get("href", ""))


def _third_party(element: Element, address: str) -> Iterator[str]:
    if urlsplit(address).netloc:
        yield f"<{element.tag}> from elsewhere: {address}"


def _forms(root: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in root.iter("label")}
    wrapped = {control for label in root.iter("label") for control in label.iter()}
    for element in _elements(root):
        if element.tag not in ("input", "select", "textarea") or element.get("type", "") in UNLABELLED_INPUTS:
            continue
        named = element.get("id") in labelled or element in wrapped
        if not named and not element.get("aria-label") and not element.get("aria-labelledby"):
            yield f"<{element.tag} name={element.get('name')}> without a label"
    for form in root.iter("form"):
        tokens = [field for field in form.iter("input") if field.get("name") == "csrfmiddlewaretoken"]
        if form.get("action") in WITHOUT_TOKEN:
            continue
        if form.get("method", "get").lower() == "post" and len(tokens) != 1:
            yield f"{len(tokens)} CSRF tokens in the POST form {form.get('action', '')}"
        if form.get("method", "get").lower() != "post" and tokens:
            yield "CSRF token in a GET form: it would be in the address"


def _images(root: Element) -> Iterator[str]:
    for element in root.iter("img"):
        if element.get("alt") is None:
            yield f"image without alt: {element.get('src')}"
        if not (element.get("width") and element.get("height")):
            yield f"image without width and height, the page would jump: {element.get('src')}"
    for element in root.iter("iframe"):
        if not element.get("title"):
            yield "<iframe> without a title"


def _left_overs(root: Element) -> Iterator[str]:
    for element in _elements(root):
        texts = list(element.attrib.values())
        if element.tag not in INVISIBLE:
            texts += [element.text or "", *((child.tail or "") for child in element)]
        for text in texts:
            if match := LEFT_OVERS.search(text):
                yield f"{match[0]} left in <{element.tag}>: {text.strip()[:80]}"


def _elements(root: Element) -> Iterator[Element]:
    """Yield the elements of the page; what a <template> holds is not in it until a script completes it."""
    if isinstance(root.tag, str):
        yield root
    if root.tag != "template":
        for child in root:
            yield from _elements(child)


CHECKS = (
    csp_faults,
    _document,
    _headings,
    _content_model,
    _references,
    _addresses,
    _forms,
    _images,
    _left_overs,
)


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _name(element: Element) -> str:
    """Return about what assistive technology says for a link, a button or a heading."""
    alternatives = [image.get("alt", "") for image in element.iter("img")]
    labels = [child.get("aria-label", "") for child in _elements(element)]
    return " ".join([_text(element), *alternatives, *labels, element.get("aria-labelledby", "")]).strip()
