"""Links of a sheet as moderators type them: one on each line, « https://exemple.fr/ | titre »."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from contributors.cleaning import clean_line, clean_text
from contributors.fields import PublicUrlField

MAX_LINKS = 20
TITLE_LENGTH = 120  # characters
SEPARATOR = "|"


class LinksField(forms.CharField):
    """A list of `{"url": …, "title": …}`, edited as lines."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        """Show four lines unless told otherwise."""
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}))
        kwargs.setdefault(
            "help_text", "Un lien par ligne\u00a0: l’adresse, puis une barre | et le titre, facultatif."
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Return the lines of a list of links; what was typed stays as it is."""
        if not isinstance(value, list):
            return value
        return "\n".join(
            f"{link['url']} {SEPARATOR} {link['title']}" if link.get("title") else link["url"]
            for link in value
        )

    def to_python(self, value: Any) -> Any:
        """Return the links. Raises ValidationError with the number of each line that is wrong, and how."""
        lines = [
            (number, line)
            for number, line in enumerate(clean_text(value or "").split("\n"), 1)
            if line.strip()
        ]
        if len(lines) > MAX_LINKS:
            raise ValidationError(f"Gardez {MAX_LINKS} liens au plus.", code="too_many")
        links, errors = [], []
        for number, line in lines:
            address, _, title = line.partition(SEPARATOR)
            title = clean_line(title)
            try:
                links.append({"url": PublicUrlField().clean(address), "title": title})
                if len(title) > TITLE_LENGTH:
                    raise ValidationError(
                        f"Ce titre dépasse {TITLE_LENGTH} caractères\u00a0: raccourcissez-le."
                    )
            except ValidationError as error:
                errors += [f"Ligne {number}\u00a0: {message}" for message in error.messages]
        if errors:
            raise ValidationError(errors, code="invalid")
        return links

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare links, not lines."""
        try:
            return (initial or []) != self.to_python(data)
        except ValidationError:
            return True
