"""What a link brings to the long form: an idea that was typed elsewhere, and a commune."""

from django.http import QueryDict

from initiatives.filters import value
from initiatives.models import Location
from initiatives.models.initiative import DESCRIPTION_LENGTH, SUMMARY_LENGTH
from initiatives.submission.forms import SubmissionForm
from places.models import Commune

TITLE_LENGTH = 120
TEXT_LENGTH = min(DESCRIPTION_LENGTH, 1000)  # an address holds no more


def carried(query: QueryDict) -> SubmissionForm:
    """Return the long form, begun with `titre`, `texte` and `commune` (a code) as far as they make sense."""
    title, text = value(query, "titre", TITLE_LENGTH), value(query, "texte", TEXT_LENGTH)
    code = value(query, "commune", 5)
    commune = Commune.objects.by_code(code) if code else None
    typed = {"title": [title]} if title else {}
    if text:
        typed["summary" if len(text) <= SUMMARY_LENGTH else "description"] = [text]
    if commune:
        typed |= {"lieu-0-kind": [Location.Kind.COMMUNE], "lieu-0-commune": [commune.label]}
    return SubmissionForm.again(typed, kept=None, checked=False) if typed else SubmissionForm()
