"""To which sheets one is bound: by a relation, or by a question about one that is kept."""

from collections import defaultdict

from initiatives.models import Agreement
from initiatives.relating.bonds import KINDS
from moderation.models import Sheet


def bound_to(sheet: Sheet) -> dict[type[Sheet], set[int]]:
    """Return the primary keys of the sheets to which one is bound, by kind, whatever their status and its own."""
    found: dict[type[Sheet], set[int]] = defaultdict(set)
    for kind, columns in KINDS.items():
        for own, other in ((columns.subject, columns.object), (columns.object, columns.subject)):
            if columns.model._meta.get_field(own).related_model is type(sheet):
                model = columns.model._meta.get_field(other).related_model
                rows = columns.model.objects.filter(**{own: sheet}).order_by()
                cases = Agreement.objects.filter(kind=kind, **{own: sheet}).order_by()
                found[model] |= {*rows.values_list(other, flat=True), *cases.values_list(other, flat=True)}
    return {model: numbers for model, numbers in found.items() if numbers}
