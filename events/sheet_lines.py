"""A form field in which people name pages of the site, one on each line: by name, or by pasting its address."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.core.exceptions import ValidationError

from contributors.cleaning import clean_line
from moderation.models import Sheet

MOST = 10
LONGEST = 300  # characters of one line
QUOTED = 60


class SheetLinesField(forms.Field):
    """Cleans to published sheets of one kind. `initial` is a list of them; so is what a snapshot holds, as slugs."""

    widget = forms.Textarea

    def __init__(self, *, model: type[Sheet], word: str, named: str, column: str, **kwargs: Any) -> None:
        """`word` is that of addresses (`acteurs`), `named` the noun of messages, `column` that of the name."""
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(required=False, **kwargs)
        self.model, self.word, self.named, self.column = model, word, named, column

    def clean(self, value: Any) -> list[Sheet]:
        """Return the sheets, each once, in order. Raises ValidationError for a line that names none, or several."""
        lines = [clean_line(line[:LONGEST]) for line in str(value or "")[: 50 * LONGEST].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST:
            raise ValidationError(f"Gardez {MOST} lignes au plus.", code="many")
        return list(dict.fromkeys(self._named(line) for line in lines))

    def _named(self, line: str) -> Sheet:
        quoted = f"«\u00a0{line[:QUOTED]}{'…' if len(line) > QUOTED else ''}\u00a0»"
        if slug := self.slug_of(line):
            found: Any = self.model._default_manager.reached_by(slug)
            if isinstance(found, self.model):
                return found
            raise ValidationError(
                f"{quoted} ne mène à {self.named.lower()} en ligne ici\u00a0: vérifiez l’adresse."
            )
        known = self._called(line)
        if len(known) == 1:
            return known[0]
        if known:
            raise ValidationError(
                f"Plusieurs fiches s’appellent {quoted}\u00a0: collez plutôt l’adresse de la page."
            )
        raise ValidationError(
            f"{self.named} en ligne ici ne s’appelle {quoted}\u00a0: vérifiez le nom, ou collez l’adresse de la page."
        )

    def slug_of(self, line: str) -> str:
        """Return the slug in an address of a page of this kind; nothing for other text."""
        try:
            path = unquote(urlsplit(line).path)
        except ValueError:  # half of an address of version 6
            return ""
        parts = [part for part in path.split("/") if part]
        return parts[-1][:160] if len(parts) >= 2 and parts[-2] == self.word else ""

    def _called(self, name: str) -> Sequence[Sheet]:
        """Return the published sheets of this very name, accents and case apart; two at most."""
        from django.db.models import F, Value

        from places.folding import Fold

        rows = self.model._default_manager.published().alias(folded=Fold(F(self.column)))
        return list(rows.filter(folded=Fold(Value(name))).exclude(folded="").order_by("pk")[:2])
