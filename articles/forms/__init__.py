"""What a person types about an analysis."""

from articles.forms.about import AboutPart
from articles.forms.signing import LicencePart, SigningPart
from articles.forms.text import OpenPart, TextPart

__all__ = ["AboutPart", "LicencePart", "OpenPart", "SigningPart", "TextPart"]
