import json
from datetime import timedelta
from threading import Event, Thread

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from contributors.models import Consent, Draft, SignedLink
from initiatives.models import Actor, Call, Initiative, KeyCount, Listing, Location
from moderation import actions, erasure, merging
from moderation.authors import Author
from moderation.models import Erasure, FormerSlug, Revision, Status
from outbox.models import Message
from photos.models import Photo
from tests import makers

pytestmark = pytest.mark.django_db


def purge_after(delay):
    with time_machine.travel(timezone.now() + delay, tick=False):
        return erasure.purge()


def unconfirmed():
    contributor = makers.make_contributor()
    actor = makers.make_actor(status=Status.UNCONFIRMED, submitted_by=contributor)
    sheet = makers.make_initiative(
        status=Status.UNCONFIRMED, contributor=contributor, actors=[actor], photos=[makers.make_photo()]
    )
    actions.submit(sheet=sheet, contributor=contributor)
    return sheet


def test_every_kind_of_sheet_is_known():
    assert set(erasure.sheet_models()) >= {Initiative, Actor, Call}


def test_what_nobody_confirms_goes_after_seven_days_with_all_that_is_kept_about_it(
    django_capture_on_commit_callbacks,
):
    sheet = unconfirmed()
    Consent.objects.create(
        contributor=sheet.submitted_by, purpose="publication", text_version="x", sheet=sheet
    )
    draft, _ = Draft.objects.start(kind="initiative", data={}, photo=None)
    draft.sheet = sheet
    draft.save()
    FormerSlug.objects.remember(sheet, "ancien")
    photo = Photo.objects.get()
    assert purge_after(timedelta(days=6, hours=23))["unconfirmed sheets"] == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_after(timedelta(days=7, seconds=1))["unconfirmed sheets"] == 2
    left = [
        model.__name__
        for model in (Initiative, Actor, Location, Revision, SignedLink, Consent, Draft, FormerSlug, Photo)
        if model.objects.exists()
    ]
    assert left == []
    assert not any(photo.path(width).exists() for width in photo.widths)


def test_what_was_refused_goes_after_six_months():
    sheet = makers.make_initiative(status=Status.REFUSED)
    assert purge_after(timedelta(days=182))["refused sheets"] == 0
    assert purge_after(timedelta(days=184))["refused sheets"] == 1
    assert not Initiative.objects.filter(pk=sheet.pk).exists()


def test_a_refused_sheet_sent_again_waits_its_turn():
    sheet = makers.make_initiative(status=Status.REFUSED)
    actions.enqueue(sheet=sheet, by=Author.system())
    assert not any(purge_after(timedelta(days=400)).values())


@pytest.mark.parametrize("status", [Status.PENDING, Status.PUBLISHED, Status.ARCHIVED, Status.WITHDRAWN])
def test_everything_else_stays(status):
    makers.make_initiative(status=status)
    assert sum(purge_after(timedelta(days=4000)).values()) == 0


def test_other_sheets_keep_their_history():
    kept = makers.make_initiative("Wiki des communs")
    sheet = unconfirmed()
    erasure.erase(sheet=sheet)
    assert Revision.objects.filter(object_id=kept.pk, content_type=kept.content_type()).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_sheet_that_is_being_confirmed_just_now_is_left():
    sheet = unconfirmed()
    held, done = Event(), Event()

    def confirm():
        with transaction.atomic():
            Initiative.objects.select_for_update().get(pk=sheet.pk)
            held.set()
            assert done.wait(10)
            actions.confirm(sheet=sheet, contributor=sheet.submitted_by)
        connection.close()

    thread = Thread(target=confirm)
    thread.start()
    assert held.wait(10)
    purged = purge_after(timedelta(days=8))
    done.set()
    thread.join()
    # Its actor is not locked, and nobody has confirmed it.
    assert purged["unconfirmed sheets"] == 1
    assert Initiative.objects.get().status == Status.PENDING


@pytest.fixture
def list_of_erasures(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "erasures.jsonl"


def public_sheet():
    contributor = makers.make_contributor("camille@exemple.fr")
    sheet = makers.make_initiative(
        "Jardin des secrets", contributor=contributor, tags=["secret"], photos=[makers.make_photo()]
    )
    actions.amend(sheet=sheet, by=Author.contributing(contributor))
    sheet.rename("autre-adresse")
    sheet.save()
    return sheet, contributor


def test_a_public_sheet_leaves_its_addresses_and_a_line_in_the_list(
    client, list_of_erasures, django_capture_on_commit_callbacks
):
    sheet, contributor = public_sheet()
    number, addresses = sheet.pk, [sheet.get_absolute_url(), "/initiatives/jardin-des-secrets/"]
    files = [sheet.photos.get().path(width) for width in sheet.photos.get().widths]
    Message.objects.create(to="camille@exemple.fr", subject="En ligne\u00a0: Jardin des secrets", body="…")
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase_for_author(sheet=sheet, contributor=contributor)
    for address in addresses:
        for page in ("", "historique/", "signaler/"):
            assert client.get(address + page).status_code == 410, address + page
    for path in (
        "/initiatives/",
        "/initiatives/?q=secrets",
        "/carte/",
        "/sitemap.xml",
        "/carte/tuiles/0/0/0.json",
    ):
        response = client.get(path, follow=True)
        body = b"".join(response) if response.streaming else response.content
        assert b"Jardin des secrets" not in body, path
    assert not any(path.exists() for path in files)
    assert not Revision.objects.filter(object_id=number).exists()
    assert [message.subject for message in Message.objects.all()] == ["Votre fiche est effacée"]
    assert "secrets" not in Message.objects.get().body
    (line,) = list_of_erasures.read_text().splitlines()
    assert json.loads(line)["number"] == number and "secret" not in line.lower()


def test_counts_stay_true_when_a_public_sheet_is_erased(list_of_erasures):
    sheet, _ = public_sheet()
    makers.make_initiative("Autre", tags=["secret"])
    erasure.erase(sheet=sheet)
    assert KeyCount.objects.numbers(["*"]) == {"*": 1}
    assert not Listing.objects.filter(pk=sheet.pk).exists()


def test_the_calls_of_an_initiative_are_erased_with_it(client, list_of_erasures):
    sheet, contributor = public_sheet()
    call = makers.make_call(initiative=sheet, contributor=contributor)
    merged = makers.make_call("Des bras", initiative=sheet, contributor=contributor)
    stranger = makers.make_call("Une brouette", initiative=sheet, contributor=makers.make_contributor())
    for loser in (merged, stranger):
        merging.merge(winner=call, loser=loser, choices={}, by=Author.system())
    actions.submit(
        sheet=makers.make_call("Un seau", initiative=sheet, status="unconfirmed"), contributor=contributor
    )
    addresses = [call.get_absolute_url(), "/appels/des-bras/", "/appels/une-brouette/"]
    erasure.erase(sheet=sheet)
    assert not Call.objects.exists()
    for model in (Revision, SignedLink, Consent):
        assert not model.objects.exists(), model
    for address in addresses:
        assert client.get(address).status_code == 410, address


def test_a_sheet_that_was_never_public_leaves_nothing(list_of_erasures, django_capture_on_commit_callbacks):
    sheet = makers.make_initiative(status=Status.PENDING)
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(sheet=sheet)
    assert not Erasure.objects.exists() and not list_of_erasures.exists()


def test_a_new_sheet_may_take_the_address_of_an_erased_one(client, list_of_erasures):
    sheet, _ = public_sheet()
    erasure.erase(sheet=sheet)
    again = makers.make_initiative("Jardin des secrets")
    assert client.get(again.get_absolute_url()).status_code == 200
    erasure.erase(sheet=again)
    assert client.get(again.get_absolute_url()).status_code == 410
