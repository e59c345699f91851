"""What people type to come to a meeting, and what whoever organises it says of how one does."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from contact.forms import NameField, WordsField
from contributors import consent_texts
from contributors.fields import CleanCharField, StrictEmailField
from contributors.forms import VisitorForm
from events.models import Registering
from events.models.registering import MOST
from events.models.registration import MOST_PEOPLE, WORDS_LENGTH
from events.registering.places import when_in_words
from events.registering.seats import Seats
from initiatives.calling.checks import has_contact

PEOPLE = [(number, str(number)) for number in range(1, MOST_PEOPLE + 1)]


class ShortField(CleanCharField):
    """A sentence that others may read: no address or number of anybody in it."""

    def __init__(self, **kwargs: Any) -> None:
        """Take a short text, or none."""
        widget = forms.Textarea(attrs={"rows": 2})
        super().__init__(max_length=WORDS_LENGTH, required=False, widget=widget, **kwargs)

    def validate(self, value: str) -> None:
        """Refuse an address or a telephone number."""
        super().validate(value)
        if value and has_contact(value):
            raise ValidationError(
                "On y lit une adresse ou un numéro\u00a0: retirez-les. L’organisation peut vous écrire par ce site si "
                "vous cochez la case plus bas.",
                code="contact",
            )


class PeopleField(forms.TypedChoiceField):
    """How many they are."""

    def __init__(self, most: int = MOST_PEOPLE, **kwargs: Any) -> None:
        """Offer from one to `most`."""
        numbers = f"de 1 à {most}" if most > 1 else "1 seule"
        missing = f"Choisissez un nombre de personnes\u00a0: {numbers}."
        super().__init__(
            choices=PEOPLE[:most],
            coerce=int,
            error_messages={"required": missing, "invalid_choice": missing},
            **kwargs,
        )


class RegisterForm(VisitorForm):
    """Who comes, to which date, and with what."""

    date = forms.ChoiceField(
        label="Date",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez une date.",
            "invalid_choice": "On ne peut plus s’inscrire à cette date\u00a0: choisissez-en une autre.",
        },
    )
    name = NameField(label="Votre nom", help_text="L’organisation le verra. Il n’est jamais public.")
    email = StrictEmailField(
        label="Votre adresse électronique",
        help_text="Nous y envoyons un lien pour confirmer, puis tout changement. L’organisation ne la voit pas.",
    )
    people = PeopleField(
        label="Combien serez-vous\u202f?",
        initial=1,
        help_text="Vous compris. Au-delà de cinq, inscrivez-vous à plusieurs.",
    )
    brings = ShortField(
        label="Ce que vous apportez",
        help_text="Une expérience, une question, un gâteau… L’organisation le lira.",
    )
    seeks = ShortField(
        label="Ce que vous cherchez",
        help_text="Qui vous voudriez rencontrer, ce que vous voudriez apprendre.",
    )
    shares = forms.BooleanField(
        label="Montrer ce que j’apporte et cherche aux autres personnes inscrites, sans mon nom",
        required=False,
    )
    may_be_written = forms.BooleanField(
        label="L’organisation peut m’écrire",
        required=False,
        help_text="Par ce site, sans voir votre adresse. Vous pourrez l’arrêter quand vous voudrez.",
    )
    consent = forms.BooleanField(
        label=consent_texts.REGISTRATION.label,
        help_text=consent_texts.REGISTRATION.details,
        error_messages={"required": consent_texts.REGISTRATION.missing},
    )

    def __init__(self, *args: Any, dates: list[Seats], **kwargs: Any) -> None:
        """Offer the dates for which one may register; a single one is chosen already."""
        super().__init__(*args, **kwargs)
        self.dates = {str(seats.occurrence.pk): seats for seats in dates}
        choices = [(number, choice_of(seats)) for number, seats in self.dates.items()]
        field = self.fields["date"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 it is declared above
        field.choices = choices
        if len(choices) == 1:
            field.widget, field.initial = forms.HiddenInput(), choices[0][0]

    def registration(self) -> dict[str, Any]:
        """Return what `booking.register` takes; call it once the form is valid."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("date", "consent")}
        return given | {"occurrence": self.dates[self.cleaned_data["date"]].occurrence}


def choice_of(seats: Seats) -> str:
    """Return a date as one chooses it, with what is left of its seats."""
    date = seats.occurrence
    when = when_in_words(date.starts_at, date.ends_at, date.event.time_zone)
    return f"{when}\u00a0: {left_in_words(seats)}" if seats.left is not None else when


def left_in_words(seats: Seats) -> str:
    """Return what is left of the seats of a date."""
    if seats.is_full:
        return "complet, liste d’attente"
    if not seats.few:
        return "il reste des places"
    return f"il reste {seats.few}\u00a0place{'s' if seats.few > 1 else ''}"


class FewerForm(VisitorForm):
    """How many they are after all."""

    people = PeopleField(label="Combien serez-vous, finalement\u202f?")

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        """Offer fewer than were said."""
        super().__init__(*args, **kwargs)
        self.fields["people"] = PeopleField(max(most - 1, 1), label="Combien serez-vous, finalement\u202f?")


class SettingsForm(VisitorForm):
    """How one registers."""

    is_open = forms.BooleanField(
        label="On peut s’inscrire à cette rencontre",
        required=False,
        help_text="Décochez pour ne plus prendre d’inscriptions. Celles qui sont confirmées, ou en liste d’attente, "
        "restent\u202f; celles qui ne sont pas encore confirmées ne peuvent plus l’être tant que c’est fermé.",
    )
    capacity = forms.IntegerField(
        label="Nombre de places",
        required=False,
        min_value=1,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"min": "1", "max": str(MOST), "inputmode": "numeric"}),
        help_text="À chaque date. Laissez vide s’il y a de la place pour tout le monde. Si vous en mettez moins qu’il "
        "n’y a d’inscriptions, elles gardent leur place.",
        error_messages={
            "invalid": "Écrivez un nombre entier, par exemple 30, ou laissez vide.",
            "min_value": "Écrivez un nombre de places d’au moins 1, ou laissez vide.",
            "max_value": "Dix mille places au plus\u00a0: laissez vide s’il n’y a pas de limite.",
        },
    )
    closes_before = forms.TypedChoiceField(
        label="Fin des inscriptions",
        coerce=int,
        choices=Registering.Closing.choices,
        error_messages={"required": "Choisissez quand les inscriptions se ferment."},
    )


class AddForm(VisitorForm):
    """Somebody who called, or came by."""

    name = NameField(label="Nom", error_messages={"required": "Écrivez un nom."})
    people = PeopleField(label="Nombre de personnes", initial=1)
    brings = ShortField(label="Ce que la personne apporte")
    seeks = ShortField(label="Ce que la personne cherche")


class WordForm(VisitorForm):
    """What is said to who comes."""

    text = WordsField(
        label="Votre message",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Écrivez votre message."},
    )


class CancelForm(VisitorForm):
    """A word to whoever has no seat any more."""

    word = CleanCharField(
        label="Un mot pour la personne",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Pourquoi, et ce que vous lui proposez. Elle le reçoit par courriel, si elle a donné son adresse.",
    )
