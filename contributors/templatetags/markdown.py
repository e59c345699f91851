"""The template filter for texts in Markdown."""

from django import template
from django.utils.safestring import SafeString

from contributors.markdown import TOP, render

register = template.Library()


@register.filter
def markdown(text: str, top: int = TOP) -> SafeString:
    """Return the safe HTML of a text in Markdown; `top` is the level of its highest heading."""
    return render(text or "", top=top)
