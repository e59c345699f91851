"""What is asked of a call, by the forms of visitors and by that of moderators alike."""

import re
import unicodedata
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from contributors.fields.hidden_email import hides_an_email
from contributors.typography import day_in_words
from initiatives.models.call import LONGEST

FEWEST_LETTERS = 20  # beside links: « Voir ici : https://… » says nothing to whoever reads it on paper

_PHONE = re.compile(r"(?<!\d)(?:\+33|0)\s?[1-9](?:[\s.-]?\d{2}){4}(?!\d)")
_LINK = re.compile(
    r"\]\([^)]*\)|<?(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S*", re.IGNORECASE
)


def check_until(day: date) -> date:
    """Return the last day of a call. Raises ValidationError unless it is from tomorrow to a year ahead."""
    today = timezone.localdate()
    if day <= today:
        raise ValidationError(
            "Cette date est passée, ou c’est aujourd’hui\u00a0: laissez au moins jusqu’à demain pour répondre.",
            code="past",
        )
    if day > today + LONGEST:
        last = day_in_words(today + LONGEST)
        raise ValidationError(
            f"Un appel dure un an au plus\u00a0: choisissez une date jusqu’au {last}. Vous pourrez le prolonger.",
            code="far",
        )
    return day


def has_contact(text: str) -> bool:
    """Tell whether somebody reads an e-mail address or a telephone number in a text, however it is disguised."""
    return hides_an_email(text) or _PHONE.search(unicodedata.normalize("NFKC", text)) is not None


def check_title(title: str) -> str:
    """Return the title of a call. Raises ValidationError when somebody's address or number is in it."""
    if has_contact(title):
        raise ValidationError(
            "Le titre contient une adresse ou un numéro\u00a0: retirez-le. On répond par le lien que vous indiquez, "
            "ou par les coordonnées publiques de la fiche.",
            code="contact",
        )
    return title


def check_text(text: str) -> str:
    """Return the text of a call. Raises ValidationError when it says nothing beside links."""
    said = _LINK.sub(" ", text)
    if sum(map(str.isalpha, said)) < FEWEST_LETTERS:
        raise ValidationError(
            "Dites en une ou deux phrases ce que vous cherchez, et pour quoi faire\u00a0: un lien ne suffit pas.",
            code="empty",
        )
    return text


def check_outcome(text: str) -> str:
    """Return what was found, as its author tells it. Raises ValidationError for an address, a number or a link."""
    if has_contact(text) or _LINK.search(text):
        raise ValidationError(
            "On y lit une adresse, un numéro ou un lien\u00a0: retirez-les. L’appel est terminé, personne n’a plus à "
            "y répondre.",
            code="contact",
        )
    return text


def a_month_after(day: date) -> date:
    """Return the same day of the next month, or its last day where it is shorter."""
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
