"""Sending what a person proposes: from a draft to sheets that wait for their author's confirmation."""

from typing import Any

from django.db import IntegrityError, transaction

from contributors import consent_texts
from contributors.models import Consent, Contributor, Draft
from contributors.models.draft import a_day_from_now, digest_of
from initiatives.models import Actor, DeclaredBy, Initiative, InitiativeTheme, Participation, Tag
from initiatives.submission.draft import form_of
from initiatives.submission.forms import SubmissionForm
from initiatives.submission.forms.photo import PhotoForm
from initiatives.submission.kinds import kind_called
from moderation import actions as moderation
from moderation.models import Sheet
from moderation.speakers import speaker_of

_SLUG_ATTEMPTS = 5


class DraftGone(Exception):
    """No draft has this secret: it is unknown, purged, or what it became was erased."""


class DraftIncomplete(Exception):
    """The draft no longer passes the checks of its form: a theme or an actor that it names is gone."""


@transaction.atomic
def submit(*, token: str, kind: str) -> Sheet:
    """Turn a draft into an unconfirmed sheet and mail its author a link; once, however often it is called.

    The draft is locked: of several calls at once the first makes the sheet, the others return it. What was typed
    is then erased from the draft.

    Raises:
        DraftGone, DraftIncomplete: nothing is written.
    """
    draft = Draft.objects.alive(kind=kind, token=token).select_for_update().first()
    if draft is None:
        raise DraftGone
    if draft.object_id is not None:
        if not isinstance(draft.sheet, Sheet):
            raise DraftGone
        return draft.sheet
    form = form_of(draft, checked=True)
    if not form.is_valid():
        raise DraftIncomplete
    writer = form.contributor.cleaned_data
    contributor = Contributor.objects.meet(name=writer["contributor_name"], email=writer["contributor_email"])
    sheet = kind_called(kind).make(form, contributor)
    Consent.objects.keep(
        sheet=sheet, contributor=contributor, purpose=Consent.Purpose.PUBLICATION, text=form.consent
    )
    draft.sent_digest = digest_of(draft.data)
    draft.sheet, draft.data, draft.photo = sheet, {}, None
    draft.email, draft.expires_at = "", a_day_from_now()
    draft.save()
    moderation.submit(sheet=sheet, contributor=contributor)
    return sheet


def make_initiative(form: SubmissionForm, contributor: Contributor) -> Initiative:
    """Write the rows of the initiative and of what comes with it."""
    initiative = form.as_initiative()
    initiative.submitted_by = contributor
    save_with_free_slug(initiative)
    for theme in form.initiative.cleaned_data["themes"]:
        InitiativeTheme.objects.create(initiative=initiative, theme=theme)
    initiative.tags.set(Tag.objects.named(form.initiative.tag_names()))
    for part in form.locations:
        location = part.location()
        location.initiative = initiative
        location.save()
    _add_carrier(initiative, form, contributor)
    add_photo(initiative, form.photo)
    keep_consents(initiative, contributor)
    return initiative


def keep_consents(sheet: Initiative | Actor, contributor: Contributor) -> None:
    """Keep what whoever sends a sheet agreed to beside its publication: that of its contacts, a page at their name."""
    agreed = []
    if sheet.phone or sheet.email:
        agreed.append((Consent.Purpose.PUBLIC_CONTACT, consent_texts.PUBLIC_CONTACT))
    if isinstance(sheet, Actor) and sheet.kind == Actor.Kind.PERSON:
        agreed.append((Consent.Purpose.PERSON_ACTOR, consent_texts.PERSON_ACTOR))
    for purpose, text in agreed:
        Consent.objects.keep(sheet=sheet, contributor=contributor, purpose=purpose, text=text)


def _add_carrier(initiative: Initiative, form: SubmissionForm, contributor: Contributor) -> None:
    """Link the actor that carries it; one that the directory does not know is made, unconfirmed as the sheet."""
    actor = form.carrier.cleaned_data["actor"]
    if form.new_actor_name:
        kind = form.carrier.cleaned_data["actor_kind"]
        commune = next((place.commune for place in initiative.locations.all() if place.commune), None)
        actor = Actor(name=form.new_actor_name, kind=kind, commune=commune, submitted_by=contributor)
        save_with_free_slug(actor)
        if kind == Actor.Kind.PERSON:
            Consent.objects.keep(
                sheet=actor,
                contributor=contributor,
                purpose=Consent.Purpose.PERSON_ACTOR,
                text=consent_texts.PERSON_ACTOR,
            )
    if actor is not None:
        # One that is known has its say once the initiative is published, unless who answers for it writes.
        own = bool(form.new_actor_name) or speaker_of(actor) == contributor
        Participation.objects.create(
            initiative=initiative,
            actor=actor,
            role=Participation.Role.LEADS,
            declared_by=DeclaredBy.BOTH if own else DeclaredBy.OBJECT,
        )


def add_photo(sheet: Any, part: PhotoForm) -> None:
    """Add to a sheet the photo that its form has kept, if any, with what is said of it."""
    if photo := part.kept:
        photo.alt, photo.credit = part.cleaned_data["alt"], part.cleaned_data["credit"]
        photo.save(update_fields=["alt", "credit"])
        sheet.photos.add(photo)


def save_with_free_slug(sheet: Any) -> None:
    """Save a new sheet under an address that is still free when it is written: another may take it meanwhile."""
    for attempt in range(1, _SLUG_ATTEMPTS + 1):
        try:
            with transaction.atomic():
                sheet.slug = ""
                sheet.save()
                return
        except IntegrityError:
            if attempt == _SLUG_ATTEMPTS:
                raise
