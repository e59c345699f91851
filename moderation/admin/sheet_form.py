"""The form of any kind of sheet in the admin."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from moderation.actions import lock
from moderation.admin.seen import brought_up, changed_since, seen_in, told_since
from moderation.models import FormerSlug, Sheet


class SheetForm(forms.ModelForm):
    """Checks the address: it must lead to this sheet only, now and for those who kept an older one.

    What was typed over another version than today's comes back once, with a word of what changed.
    """

    reserved_slugs: frozenset[str] = frozenset()
    """Words that the addresses of this kind use at the place of a slug."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Require an address on a sheet that has one."""
        super().__init__(*args, **kwargs)
        if "slug" in self.fields and self.instance.pk:
            self.fields["slug"].required = True

    def clean(self) -> dict[str, Any]:
        """Refuse what was typed while somebody else changed the sheet. Nobody changes it until this is saved."""
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and seen_in(self.data) is not None:
            now, seen = lock(self.instance), seen_in(self.data)
            if changed_since(now, seen):
                text = format_html(
                    "{}, puis enregistrez de nouveau\u00a0: ce qui est écrit ci-dessous remplacera "
                    "ce que dit la fiche.",
                    told_since(now, seen),
                )
                self.data = brought_up(self.data, now, seen)
                raise ValidationError(text, code="changed")
        return cleaned

    def clean_slug(self) -> str:
        """Refuse a word that the site uses, and the former address of another sheet."""
        slug = self.cleaned_data["slug"]
        if slug in self.reserved_slugs or slug.isdecimal():
            raise ValidationError(
                "Cette adresse est réservée\u00a0: choisissez-en une autre.", code="reserved"
            )
        former = FormerSlug.objects.owner_of(self._meta.model, slug) if slug else None
        if former is not None and former.pk != self.instance.pk:
            raise ValidationError(
                f"Cette adresse mène encore à «\u00a0{former}\u00a0», qui l’a portée\u00a0: choisissez-en une autre.",
                code="former",
            )
        return slug


class PartForm(forms.ModelForm):
    """The form of a row that belongs to a sheet, and may name another sheet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Accept the sheet that is named already, even if the moderator could not choose it."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            current = getattr(self.instance, f"{name}_id", None)
            choices = getattr(field, "queryset", None)
            if current and choices is not None and issubclass(choices.model, Sheet):
                field.queryset = choices | choices.model._default_manager.filter(pk=current)  # type: ignore[attr-defined]  # a ModelChoiceField
