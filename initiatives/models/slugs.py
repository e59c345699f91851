"""Addresses made from titles."""

import re

from django.db import models
from django.utils.text import slugify

# Words that the addresses of the site use at the same place as a slug (architecture.md, "Addresses").
RESERVED = {
    "proposer",
    "nouvelle",
    "nouveau",
    "flux",
    "page",
    "recherche",
    "carte",
    "api",
    "mois",
    "partenaires",
}
MAX_LENGTH = 80


def free_slug(model: type[models.Model], title: str, *, pk: int | None = None) -> str:
    """Return a slug for this title that no other row of `model` has.

    A title that gives none (`日本`, `---`) or a number only gets one from the name of the model.
    """
    from moderation.models import FormerSlug

    base = slugify(title.replace("’", " ").replace("'", " ").replace("œ", "oe").replace("Œ", "oe"))[
        :MAX_LENGTH
    ].strip("-")
    if not base or base in RESERVED or base.isdecimal():
        base = "-".join(filter(None, [model._meta.model_name, base]))
    taken = set(
        model._default_manager.exclude(pk=pk).filter(slug__startswith=base).values_list("slug", flat=True)
    )
    former = FormerSlug.objects.filter(
        content_type__app_label=model._meta.app_label,
        content_type__model=model._meta.model_name,
        slug__startswith=base,
    )
    taken |= set(former.exclude(object_id=pk or 0).values_list("slug", flat=True))
    if base not in taken:
        return base
    numbers = (int(m[1]) for slug in taken if (m := re.fullmatch(re.escape(base) + r"-(\d{1,9})", slug)))
    return f"{base}-{max(numbers, default=1) + 1}"
