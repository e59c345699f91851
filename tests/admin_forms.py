"""Forms of the admin as a browser would send them back, untouched."""

from typing import Any
from xml.etree.ElementTree import Element

import html5lib

from tests.strict_client import StrictClient

NOT_SENT = {"submit", "button", "reset", "file", "image"}


def filled(client: StrictClient, url: str) -> dict[str, Any]:
    """Return the names and values of the form of an admin page."""
    root = html5lib.parse(client.get(url).content.decode(), namespaceHTMLElements=False)
    form = next(form for form in root.iter("form") if form.get("id", "").endswith("_form"))
    data: dict[str, Any] = {}
    for element in form.iter():
        name = element.get("name") if isinstance(element.tag, str) else None
        if not name or "__prefix__" in name or name == "csrfmiddlewaretoken":
            continue
        for value in values_of(element):
            data.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in data.items()}


def values_of(element: Element) -> list[str]:
    """Return what a browser sends of one field."""
    if element.tag == "textarea":
        return ["".join(element.itertext()).removeprefix("\n")]
    if element.tag == "select":
        chosen = [option for option in element.iter("option") if "selected" in option.attrib]
        if not chosen and "multiple" not in element.attrib:
            chosen = list(element.iter("option"))[:1]
        return [option.get("value", "") for option in chosen]
    kind = element.get("type", "text")
    if element.tag != "input" or kind in NOT_SENT:
        return []
    if kind in ("checkbox", "radio"):
        return [element.get("value", "on")] if "checked" in element.attrib else []
    return [element.get("value", "")]
