"""The form to add an actor, as a whole: four parts, in one page and one sending."""

from typing import Any

from contributors.parts import Part
from initiatives.models import Actor
from initiatives.submission.forms.actor import NewActorPart
from initiatives.submission.forms.contact import ContactForm
from initiatives.submission.forms.long import LongForm
from initiatives.submission.forms.networks import NetworksForm
from photos.models import Photo


class ActorContactPart(ContactForm):
    """The contacts of an actor, which has no opening hours."""

    opening_hours = None  # type: ignore[assignment]  # how Django drops an inherited field


class ActorSubmissionForm(LongForm):
    """Everything that a person tells of an actor that is not in the directory yet."""

    kind = "actor"

    def make_parts(self, given: dict[str, Any], kept: Photo | None) -> None:
        """Make the parts but the last; an actor has no photo."""
        self.actor = NewActorPart(**given)
        self.networks = NetworksForm(**given)
        self.contact = ActorContactPart(**given)

    @property
    def parts(self) -> list[Part]:
        """All pieces, in the order of the page."""
        return [self.actor, self.networks, self.contact, self.contributor]

    def as_actor(self) -> Actor:
        """Return the actor's own row, not saved; call it once the form is valid."""
        told, reached = self.actor.cleaned_data, self.contact.cleaned_data
        plain = ("name", "kind", "summary", "description", "commune")
        return Actor(
            **{name: told[name] for name in plain},
            territory=self.actor.token,
            links=self.contact.links,
            phone=reached["phone"],
            email=reached["email"],
        )
