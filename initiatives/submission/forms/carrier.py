"""Part 3, first half: who carries it."""

from typing import Any, cast

from django import forms
from django.db.models import F, QuerySet, Value

from contributors import consent_texts
from contributors.fields import CleanCharField, refuse_hidden_email
from contributors.parts import Part
from initiatives.models import Actor
from places.folding import Fold

NEW = "new"
MOST_HOMONYMS = 5


def published_actors(name: str) -> QuerySet[Actor]:
    """Return the published actors of this name, accents, case and hyphens apart."""
    actors = Actor.objects.published().annotate(key=Fold(F("name"))).filter(key=Fold(Value(name)))
    return actors.exclude(key="").select_related("commune").order_by("pk")


class CarrierForm(Part):
    """An actor known to the directory, a new one, or a person who is named in words only."""

    ACTOR, PERSON = "actor", "person"

    carrier = forms.ChoiceField(
        label="Qui porte l’initiative\u202f?",
        choices=[
            (ACTOR, "Une association, un collectif, une collectivité, une entreprise…"),
            (PERSON, "Une personne, en son nom"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites qui porte l’initiative."},
    )
    actor_name = CleanCharField(
        label="Son nom",
        max_length=120,
        help_text="Si elle est déjà dans l’annuaire, nous la reconnaissons à son nom.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        validators=[refuse_hidden_email],
        error_messages={"required": "Écrivez le nom de qui porte l’initiative."},
    )
    actor_choice = forms.ChoiceField(label="Laquelle est-ce\u202f?", required=False, widget=forms.RadioSelect)
    actor_kind = forms.ChoiceField(
        label="Sorte d’acteur",
        choices=[("", "Choisissez"), *Actor.Kind.choices],
        required=False,
        help_text="À remplir si elle n’est pas encore dans l’annuaire.",
    )
    person_consent = forms.BooleanField(label=consent_texts.PERSON_ACTOR.label, required=False)
    carried_by = CleanCharField(
        label="Comment la nommer",
        max_length=200,
        required=False,
        help_text="Avec son accord. Laissez vide pour que rien ne soit affiché.",
        validators=[refuse_hidden_email],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.homonyms: list[Actor] = []
        if self.is_bound and self.data.get(self.add_prefix("actor_choice")):
            self._offer(
                list(published_actors(self.data.get(self.add_prefix("actor_name"), "")[:120])[:MOST_HOMONYMS])
            )

    def clean(self) -> dict[str, Any]:
        """Find the actor meant; set `actor` to it, or to None for a new one or a person."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["actor"] = None
        if cleaned.get("carrier") != self.ACTOR:
            self.forget_errors("actor_name", "actor_choice", "actor_kind")
        if cleaned.get("carrier") != self.PERSON:
            self.forget_errors("carried_by")
        if cleaned.get("carrier") == self.ACTOR and cleaned.get("actor_name"):
            self._find_actor(cleaned, cleaned["actor_name"])
        return cleaned

    def _find_actor(self, cleaned: dict[str, Any], name: str) -> None:
        known = list(published_actors(name)[:MOST_HOMONYMS])
        chosen = cleaned.get("actor_choice", "")
        if len(known) == 1 and chosen != NEW:
            self.forget_errors("actor_choice")
            cleaned["actor"] = known[0]
        elif known and not chosen:
            self._offer(known)
            self.forget_errors("actor_choice")
            self.add_error("actor_choice", "Plusieurs portent ce nom\u00a0: dites laquelle est la vôtre.")
        elif known and chosen != NEW:
            cleaned["actor"] = next((actor for actor in known if str(actor.pk) == chosen), None)
        else:
            self.forget_errors("actor_choice")
            self._check_new(cleaned, name)

    def _check_new(self, cleaned: dict[str, Any], name: str) -> None:
        """Ask for the kind of a new actor, and of a person that they be the one who writes."""
        if not cleaned.get("actor_kind"):
            self.add_error(
                "actor_kind",
                f"«\u00a0{name}\u00a0» n’est pas encore dans l’annuaire\u00a0: "
                "dites de quelle sorte d’acteur il s’agit, ou corrigez le nom.",
            )
        elif cleaned["actor_kind"] == Actor.Kind.PERSON and not cleaned.get("person_consent"):
            self.add_error("person_consent", consent_texts.PERSON_ACTOR.missing)

    def _offer(self, actors: list[Actor]) -> None:
        """Ask which of several actors of one name is meant."""
        self.homonyms = actors
        known = [(str(actor.pk), described(actor)) for actor in actors]
        field = cast(forms.ChoiceField, self.fields["actor_choice"])
        field.choices = [*known, (NEW, "Aucune d’elles\u00a0: elle n’est pas encore dans l’annuaire")]


def described(actor: Actor) -> str:
    """Return what tells an actor from its homonyms."""
    kind = actor.get_kind_display()
    return (
        f"{actor.name}, {kind.lower()}, {actor.commune.label}"
        if actor.commune
        else f"{actor.name}, {kind.lower()}"
    )
