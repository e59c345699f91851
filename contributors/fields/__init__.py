"""Form fields that every public form uses: they say in French what is wrong, and let nothing odd through."""

from contributors.fields.email import StrictEmailField
from contributors.fields.hidden_email import hides_an_email, refuse_hidden_email
from contributors.fields.position import LatitudeField, LongitudeField, check_position
from contributors.fields.text import CleanCharField, CleanTextField
from contributors.fields.url import PublicUrlField

__all__ = [
    "CleanCharField",
    "CleanTextField",
    "LatitudeField",
    "LongitudeField",
    "PublicUrlField",
    "StrictEmailField",
    "check_position",
    "hides_an_email",
    "refuse_hidden_email",
]
