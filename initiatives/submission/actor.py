"""The rows of an actor that a person adds."""

from contributors.models import Contributor
from initiatives.models import Actor, DeclaredBy, Membership, Tag
from initiatives.submission.actions import keep_consents, save_with_free_slug
from initiatives.submission.forms import ActorSubmissionForm


def make_actor(form: ActorSubmissionForm, contributor: Contributor) -> Actor:
    """Write the rows of the actor; its networks have their say later."""
    actor = form.as_actor()
    actor.submitted_by = contributor
    save_with_free_slug(actor)
    actor.themes.set(form.actor.cleaned_data["themes"])
    actor.skills.set(Tag.objects.named(form.actor.cleaned_data["skills"]))
    Membership.objects.bulk_create(
        Membership(actor=actor, network=network, declared_by=DeclaredBy.SUBJECT)
        for network in form.networks.networks
    )
    keep_consents(actor, contributor)
    return actor
