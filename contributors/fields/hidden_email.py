"""No e-mail address in a name or a summary, however it is disguised: there are fields for it, and a consent."""

import re
import unicodedata

from django.core.exceptions import ValidationError

from contributors.cleaning import clean_text

MESSAGE = (
    "On y lit une adresse électronique\u00a0: retirez-la. Pour la montrer à tout le monde, écrivez-la dans "
    "«\u00a0Adresse électronique publique\u00a0»."
)
# « camille (arobase) exemple point fr ». A word alone is not enough, nor is a sign: doc@brest is a network.
_AT = (
    r"(?:\s{0,3}@\s{0,3}"
    r"|\s{0,3}[\[({<]\s{0,3}(?:at|a|arob\w{0,9}|chez|@)\s{0,3}[\])}>]\s{0,3}"
    r"|[\s_-]{1,3}(?:at|arr?obas\w{0,3})[\s_-]{1,3})"
)
_BRACKETED_DOT = r"\s{0,3}[\[({<]\s{0,3}(?:dot|point|pt|\.)\s{0,3}[\])}>]\s{0,3}"
_SPELT_DOT = r"[\s_-]{1,3}(?:dot|point)[\s_-]{1,3}"
_LABEL = r"[\w-]{1,63}"
# After a full stop, anything may end an address; after the word « point », which ends many a sentence, what is common.
_ENDINGS = r"(?:fr|com|org|net|eu|bzh|info|coop|asso|be|ch|lu|ca|io|me|pro|re|nc|corsica|alsace)"
_HIDDEN = re.compile(
    rf"[\w.+-]{_AT}{_LABEL}"
    rf"(?:(?:\.|{_BRACKETED_DOT}|{_SPELT_DOT}){_LABEL}){{0,3}}?"
    rf"(?:(?:\.|{_BRACKETED_DOT})[a-z]{{2,24}}|(?:\s{{1,3}}\.\s{{0,3}}|\.\s{{1,3}}|{_SPELT_DOT}){_ENDINGS})(?![\w-])"
)


def hides_an_email(text: str) -> bool:
    """Tell whether somebody reads an e-mail address in a text: `a@b.fr`, « camille arobase exemple point fr »."""
    plain = unicodedata.normalize("NFKD", clean_text(text)).lower()
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return _HIDDEN.search(plain) is not None


def refuse_hidden_email(text: str) -> None:
    """Validate a text. Raises ValidationError where it hides an e-mail address."""
    if hides_an_email(text):
        raise ValidationError(MESSAGE, code="hidden_email")
