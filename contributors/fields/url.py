"""The address of a public web page, as people paste it."""

import re
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.encoding import iri_to_uri

from contributors.cleaning import clean_line

# RFC 6761, RFC 6762, RFC 8375 and names that home and office networks use: they lead nowhere from outside.
_PRIVATE_SUFFIXES = (
    "localhost", "localdomain", "local", "internal", "intranet", "private", "lan", "home", "corp", "arpa",
    "test", "invalid", "onion",
)  # fmt: skip
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?![0-9]+(?:[/?#]|$))")
_HOST_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_TOP_LABEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}")


class PublicUrlField(forms.CharField):
    """An `http` or `https` address of a public host; `https://` is added when the scheme is missing.

    The host must be a name: `127.1`, `0x7f.1` and other numbers that browsers read as addresses are refused.
    """

    widget = forms.URLInput
    default_error_messages = {
        "required": "Indiquez l’adresse d’une page, par exemple https://exemple.fr/.",
        "invalid": "Cette adresse n’est pas celle d’une page\u00a0: copiez-la depuis votre navigateur, "
        "par exemple https://exemple.fr/.",
        "scheme": "Une adresse de page commence par https:// ou http://\u00a0: corrigez-la.",
        "user": "Cette adresse contient un nom d’utilisateur ou un mot de passe, avant le signe @\u00a0: "
        "retirez-le.",
        "private": "Cette adresse ne mène nulle part en dehors de votre réseau\u00a0: "
        "donnez une adresse que tout le monde peut ouvrir.",
    }

    def __init__(self, *, max_length: int = 500, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}))
        super().__init__(**kwargs)
        self.max_length = max_length

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return no `maxlength`: a browser would cut a pasted address without a word."""
        return {}

    def to_python(self, value: Any) -> str:
        """Return the whole address, its host in ASCII lower case, its path percent-encoded; or nothing.

        Raises:
            ValidationError: with a message in French that says what to mend.
        """
        typed = "" if value in self.empty_values else clean_line(str(value))
        if not typed:
            return ""
        scheme = _SCHEME.match(typed)
        if scheme and scheme[1].lower() not in ("http", "https"):
            raise self._error("scheme")
        address = typed if scheme else f"https://{typed.removeprefix('//')}"
        if " " in address or "\\" in address or "://" not in address[:8]:
            raise self._error("invalid")
        try:
            parts = urlsplit(address)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            raise self._error("invalid") from None
        if "@" in parts.netloc:
            raise self._error("user")
        whole = parts._replace(
            scheme=parts.scheme.lower(),
            netloc=self._public_host(host) + (f":{port}" if port else ""),
        )
        return self._within_length(whole)

    def _public_host(self, host: str) -> str:
        """Return a host name in ASCII lower case, or raise the error that says why it is not public."""
        host = host.rstrip(".").lower()
        if _is_address(host):
            raise self._error("private")
        try:
            ascii_host = host.encode("idna").decode("ascii")
        except UnicodeError:
            raise self._error("invalid") from None
        labels = ascii_host.split(".")
        if labels[-1] in _PRIVATE_SUFFIXES:
            raise self._error("private")
        if not all(_HOST_LABEL.fullmatch(label) for label in labels):
            raise self._error("invalid")
        if all(label.isdigit() or label.startswith("0x") for label in labels):
            raise self._error("private")
        if len(labels) < 2 or len(ascii_host) > 253 or not _TOP_LABEL.fullmatch(labels[-1]):
            raise self._error("invalid")
        return ascii_host

    def _within_length(self, parts: SplitResult) -> str:
        """Return the address as text, or raise when it is longer than what is kept."""
        address = iri_to_uri(parts.geturl())
        if address is None or self.max_length is None or len(address) > self.max_length:
            raise ValidationError(
                f"Cette adresse dépasse {self.max_length} caractères\u00a0: cherchez-en une plus courte.",
                code="max_length",
            )
        return address

    def _error(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
