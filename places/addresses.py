"""Addresses of pages, of which a list holds dozens: Django's `reverse` would look for its way to each."""

import re
from functools import cache
from typing import Any

from django.core.signals import setting_changed
from django.dispatch import receiver
from django.urls import reverse

# What an address holds as it is, in the words of Django's converter of slugs.
PLAIN = re.compile(r"[-a-zA-Z0-9_]+")


def address(name: str, *parts: str) -> str:
    """Return the address of the page that a route names, as `reverse` does; its parts are slugs or codes."""
    if all(map(PLAIN.fullmatch, parts)):
        return _pattern(name, len(parts)).format(*parts)
    return reverse(name, args=parts)


@cache
def _pattern(name: str, number: int) -> str:
    """Return an address with `{}` for each of its parts."""
    marks = [f"part-{rank}-of-it" for rank in range(number)]
    found = reverse(name, args=marks)
    for mark in marks:
        found = found.replace(mark, "{}")
    return found


@receiver(setting_changed)
def _forget(**_: Any) -> None:
    """Look for them anew where a test serves other addresses."""
    _pattern.cache_clear()
