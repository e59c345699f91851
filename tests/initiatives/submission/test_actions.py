from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from contributors import consent_texts
from contributors.models import Consent, Contributor, Draft
from initiatives.models import Actor, Initiative, Participation, Tag
from initiatives.submission.actions import DraftGone, DraftIncomplete, submit
from initiatives.submission.draft import KIND, receive
from moderation import actions as moderation
from moderation.authors import Author
from moderation.models import Revision, Status
from outbox.models import Message
from photos.models import Photo
from tests import makers
from tests.proposals import AUTHOR, proposal

pytestmark = pytest.mark.django_db


def kept(photo=None, **changes):
    """Return the secret of a draft that is ready to be sent."""
    data = QueryDict(mutable=True)
    for name, value in proposal(**changes).items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    files = MultiValueDict({"photo": [SimpleUploadedFile("x.jpg", photo)]} if photo else {})
    answer = receive(data=data, files=files)
    assert answer.is_complete, answer.form.error_lines()
    return answer.token


def at_once(call, arguments):
    def closed(argument):
        try:
            return call(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(closed, arguments))


def test_a_sheet_is_made_with_all_that_was_told():
    digital = makers.make_theme("numerique", "Numérique et communs")
    wiki = makers.make_tag("wiki", digital)
    token = kept(
        makers.picture(),
        alt="Un jardin",
        credit="Camille",
        themes=[digital.pk],
        suggested_tags=[wiki.pk],
        location_count=2,
        phone="02 98 00 00 00",
        contact_consent="on",
        **{"lieu-1-kind": "territory", "lieu-1-territory": "Finistère"},
    )
    initiative = submit(token=token, kind=KIND)
    assert initiative.status == Status.UNCONFIRMED
    assert [theme.slug for theme in initiative.all_themes] == ["alimentation", "numerique"]
    assert set(initiative.tags.names()) == {"jardin", "compost", "wiki"}
    assert [location.label for location in initiative.locations.all()] == ["Brest (29)", "Finistère"]
    assert initiative.phone == "02 98 00 00 00"
    photo = initiative.photos.get()
    assert (photo.alt, photo.credit, photo.is_public) == ("Un jardin", "Camille", False)
    actor = initiative.actors.get()
    assert (actor.name, actor.kind, actor.commune.name) == ("Les Jardins du Bouguen", "association", "Brest")
    assert (actor.status, actor.submitted_by) == (Status.UNCONFIRMED, initiative.submitted_by)
    assert Participation.objects.get().role == "porte"
    version = Revision.objects.get()
    assert (version.action, version.role) == ("submit", "contributor")
    assert len(version.data["locations"]) == 2 and version.data["photos"]


def test_the_author_gets_one_mail_with_a_link():
    submit(token=kept(), kind=KIND)
    message = Message.objects.get()
    assert message.to == AUTHOR
    assert "/confirmer/" in message.body


def test_consents_are_kept_with_the_version_of_their_text():
    submit(token=kept(), kind=KIND)
    consent = Consent.objects.get()
    assert (consent.purpose, consent.text_version) == ("publication", consent_texts.PUBLICATION.version)
    assert consent.sheet == Initiative.objects.get() and consent.contributor.email == AUTHOR


def test_public_contacts_and_pages_of_persons_have_consents_of_their_own():
    submit(
        kind=KIND,
        token=kept(
            email="jardin@exemple.fr", contact_consent="on", actor_kind="personne", person_consent="on"
        ),
    )
    purposes = {consent.purpose: consent.sheet for consent in Consent.objects.all()}
    assert set(purposes) == {"publication", "contact", "person_actor"}
    assert purposes["person_actor"] == Actor.objects.get()


@pytest.mark.parametrize(
    "tags",
    [
        "café, café 日本",
        "日本日本日本日本日本日本日, 日本日本日本日本日本日本日本",
        "65e5 672c, 日本",
    ],
)
def test_tags_whose_addresses_would_be_one_are_several(tags):
    initiative = submit(token=kept(tags=tags), kind=KIND)
    assert len({tag.slug for tag in initiative.tags.all()}) == 2


def test_words_without_a_letter_are_no_tags():
    assert not submit(token=kept(tags="---, 🌱, ☀"), kind=KIND).tags.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_new_tags_in_any_order_at_once_do_not_deadlock():
    names = [f"mot {number}" for number in range(10)]
    orders = [names, names[::-1], names[5:] + names[:5], names[::2] + names[1::2]]
    tokens = [
        kept(tags=",".join(order), contributor_email=f"p{n}@exemple.fr") for n, order in enumerate(orders)
    ]
    at_once(lambda token: submit(token=token, kind=KIND), tokens)
    assert Initiative.objects.count() == 4 and Tag.objects.count() == 10


def test_a_known_actor_is_linked_and_left_as_it_is():
    actor = makers.make_actor()
    submit(token=kept(actor_kind=""), kind=KIND)
    assert Participation.objects.get().actor == actor
    actor.refresh_from_db()
    assert actor.status == Status.PUBLISHED and Actor.objects.count() == 1


def test_what_was_typed_is_erased_from_the_draft():
    submit(token=kept(makers.picture(), alt="a", credit="b"), kind=KIND)
    draft = Draft.objects.get()
    assert (draft.data, draft.photo) == ({}, None)
    assert draft.sheet == Initiative.objects.get()
    assert Photo.objects.count() == 1


def test_the_same_draft_is_sent_once():
    token = kept()
    assert submit(token=token, kind=KIND) == submit(token=token, kind=KIND)
    assert (Initiative.objects.count(), Actor.objects.count(), Message.objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_22_the_same_draft_sent_ten_times_at_once_is_one_sheet_and_one_mail():
    token = kept()
    sheets = at_once(lambda _: submit(token=token, kind=KIND).pk, range(10))
    assert len(set(sheets)) == 1
    counts = [model.objects.count() for model in (Initiative, Actor, Contributor, Message, Consent, Revision)]
    assert counts == [1] * 6


@pytest.mark.django_db(transaction=True)
def test_one_person_sending_several_sheets_of_one_title_at_once():
    """Same address, same slug, same tags, same new actor: each transaction meets the others' rows."""
    tokens = [kept(contributor_email=email) for email in [AUTHOR, AUTHOR.upper(), AUTHOR, AUTHOR]]
    at_once(lambda token: submit(token=token, kind=KIND), tokens)
    assert Contributor.objects.count() == 1
    assert sorted(Initiative.objects.values_list("slug", flat=True)) == [
        "jardin-partage-du-bouguen",
        "jardin-partage-du-bouguen-2",
        "jardin-partage-du-bouguen-3",
        "jardin-partage-du-bouguen-4",
    ]
    assert Actor.objects.count() == 4 and Tag.objects.count() == 2
    assert Message.objects.count() == 4


def test_nobody_renames_a_person_whose_address_they_only_know():
    makers.make_contributor(AUTHOR, "Camille Le Goff")
    submit(token=kept(contributor_name="Imposture", contributor_email=AUTHOR.upper()), kind=KIND)
    assert Contributor.objects.get().name == "Camille Le Goff"


def test_a_name_may_be_corrected_before_the_address_is_confirmed():
    submit(token=kept(contributor_name="Camile"), kind=KIND)
    submit(token=kept(contributor_name="Camille"), kind=KIND)
    assert Contributor.objects.get().name == "Camille"


@pytest.mark.parametrize("token", ["", "x"])
def test_an_unknown_draft_is_gone(token):
    with pytest.raises(DraftGone):
        submit(token=token, kind=KIND)


def test_an_old_draft_is_gone():
    token = kept()
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False), pytest.raises(DraftGone):
        submit(token=token, kind=KIND)


def test_a_draft_whose_sheet_was_erased_is_gone():
    token = kept()
    submit(token=token, kind=KIND).delete()
    with pytest.raises(DraftGone):
        submit(token=token, kind=KIND)


def test_a_draft_whose_theme_is_gone_is_incomplete_and_nothing_is_written():
    token = kept()
    makers.make_theme().delete()
    with pytest.raises(DraftIncomplete):
        submit(token=token, kind=KIND)
    assert not Initiative.objects.exists() and not Contributor.objects.exists()
    assert Draft.objects.get().data["title"] == ["Jardin partagé du Bouguen"]


def test_from_the_form_to_the_public_with_the_actor_and_the_photo():
    initiative = submit(token=kept(makers.picture(), alt="a", credit="b"), kind=KIND)
    moderation.confirm(sheet=initiative, contributor=initiative.submitted_by)
    assert Actor.objects.get().status == Status.PENDING
    moderation.publish(sheet=initiative, by=Author.system())
    assert Actor.objects.get().status == Status.PUBLISHED
    assert Photo.objects.get().is_public
    assert Initiative.objects.get().listing


def test_a_known_actor_has_its_say_unless_its_author_writes():
    makers.make_actor(submitted_by=makers.make_contributor("autre@exemple.fr"))
    initiative = submit(token=kept(actor_kind=""), kind=KIND)
    assert initiative.participations.get().declared_by == "object"
    assert initiative.snapshot()["actors"][0]["declared_by"] == "object"
    Actor.objects.update(submitted_by=initiative.submitted_by)
    Contributor.objects.update(confirmed_at="2026-05-01T10:00:00Z")
    again = submit(token=kept(actor_kind=""), kind=KIND)
    assert again.participations.get().declared_by == "both"
