"""One e-mail address that ordinary mail servers accept, and nothing else."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from contributors.cleaning import clean_line

MAX_LENGTH = 254  # RFC 5321 as amended by its erratum 1690
# The `dot-atom` of RFC 5322 only: quoted names are legal, and in practice attacks on headers or pages.
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_SEPARATORS = re.compile(r"[\s,;<>]")


class StrictEmailField(forms.CharField):
    """An address such as `prenom.nom@exemple.fr`; the domain is returned in lower case."""

    widget = forms.EmailInput
    default_error_messages = {
        "required": "Indiquez votre adresse électronique.",
        "several": "Écrivez une seule adresse, sans nom ni virgule, par exemple prenom.nom@exemple.fr.",
        "invalid": "Cette adresse n’est pas complète\u00a0: écrivez-la sous la forme prenom.nom@exemple.fr.",
        "characters": "Cette adresse contient un caractère qu’une adresse électronique n’accepte pas "
        "(accent, guillemet, parenthèse…)\u00a0: corrigez-la.",
        "max_length": f"Cette adresse dépasse {MAX_LENGTH} caractères\u00a0: vérifiez-la.",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """Return the address, or an empty string."""
        return "" if value in self.empty_values else clean_line(str(value))

    def validate(self, value: str) -> None:
        """Refuse what is not one plain address.

        Raises:
            ValidationError: with a message in French that says what to mend.
        """
        super().validate(value)
        if not value:
            return
        if len(value) > MAX_LENGTH:
            raise self._error("max_length")
        if value.count("@") > 1 or _SEPARATORS.search(value):
            raise self._error("several")
        local, _, domain = value.rpartition("@")
        if not local or not domain:
            raise self._error("invalid")
        if not _LOCAL_PART.fullmatch(local):
            raise self._error("invalid" if local.strip(".") != local or ".." in local else "characters")
        if not domain.isascii():
            raise self._error("characters")
        if domain.startswith("["):  # a bare IP address: legal, and never a person's
            raise self._error("invalid")
        try:
            EmailValidator(allowlist=[])(value)
        except ValidationError:
            raise self._error("invalid") from None

    def clean(self, value: Any) -> str:
        """Return the checked address, its domain in lower case."""
        local, at, domain = super().clean(value).rpartition("@")
        return f"{local}{at}{domain.lower()}"

    def _error(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)
