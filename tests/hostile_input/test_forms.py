"""Hostile forms; the numbers are those of docs/hostile-input.md."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from contributors.models import Contributor, Draft, RateLimit
from initiatives.models import Actor, Initiative, Location
from moderation.models import Status
from outbox.models import Message
from tests import makers
from tests.proposals import AUTHOR, errors, fill, proposal, review_address, send
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db

TITLE = "Jardin partagé du Bouguen"


@pytest.fixture(autouse=True)
def theme():
    """Give the form something to choose from."""
    makers.make_tag("compost", makers.make_theme())


def sent(client, **changes):
    """Send the form with these changes; return the sheet that it became."""
    assert send(client, proposal(**changes)).status_code == 200
    return Initiative.objects.get()


def refused(client, **changes):
    """Send a form that must be refused: return the errors, once sure that nothing typed is lost and nothing stored."""
    form = proposal(**changes)
    response = fill(client, form)
    assert response.status_code == 200
    page = response.content.decode()
    assert "Chaque samedi matin, on y plante" in page
    assert not Draft.objects.exists()
    assert not Initiative.objects.exists()
    found = errors(response)
    assert found
    assert re.search(r"<title>\s*Erreur\s:", page)
    return found


def test_14_nul_in_a_form_is_refused(client):
    response = fill(client, proposal(title="a\x00b"))
    assert response.status_code == 400
    assert "Votre envoi n’a pas pu être lu" in response.content.decode()


@pytest.mark.parametrize("odd", ["\u200b", "\u202e", "\u2066", "\ufeff", "\x07", "\u00ad", "\ufffe"])
def test_14_what_nobody_sees_is_taken_out_of_every_text(client, odd):
    names = ["title", "summary", "description", "tags", "actor_name", "contributor_name", "lieu-0-address"]
    form = proposal()
    initiative = sent(client, **{name: f"{odd}{form[name][:2]}{odd}{form[name][2:]}" for name in names})
    snapshot = (
        repr(initiative.snapshot()) + repr(Contributor.objects.get().name) + repr(Actor.objects.get().name)
    )
    assert odd not in snapshot
    assert initiative.title == TITLE


@pytest.mark.parametrize("title", ["日本", "---", "!!!", "2019", "proposer", "🌱", "Ελλάδα"])
def test_15_a_title_without_a_slug_works(client, title):
    initiative = sent(client, title=title)
    assert initiative.title == title
    assert re.fullmatch(r"[a-z][a-z0-9-]*", initiative.slug)
    assert initiative.get_absolute_url() not in ("/initiatives/proposer/", "/initiatives/")


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r", "\u2028", "\x0b"])
def test_16_line_breaks_inject_no_header(client, line_break):
    injected = f"Titre{line_break}Bcc: cible@exemple.fr"
    initiative = sent(
        client, title=injected, contributor_name=injected, actor_name=f"Asso{line_break}Bcc: cible"
    )
    assert initiative.title == "Titre Bcc: cible@exemple.fr"
    message = Message.objects.get()
    assert message.to == AUTHOR
    assert not re.search(r"[\r\n\x0b\u2028]", message.subject)


@pytest.mark.parametrize(
    "email",
    [
        "a@b.fr,c@d.fr",
        '"><script>"@b.fr',
        "a@b.fr\r\nBcc: c@d.fr",
        "Camille <a@b.fr>",
        "a@localhost",
        "a" * 300 + "@b.fr",
    ],
)
@pytest.mark.parametrize("field", ["contributor_email", "email"])
def test_17_an_address_that_is_not_one_is_refused(client, field, email):
    assert len(refused(client, **{field: email, "contact_consent": "on"})) == 1


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://exemple.fr/",
        "https://moi:secret@exemple.fr/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://localhost:8000/",
    ],
)
def test_18_a_link_that_leads_nowhere_good_is_refused(client, link):
    assert len(refused(client, link_1=link)) == 1


@pytest.mark.parametrize(
    ("form", "too_much"),
    [
        ({f"champ-{number}": "" for number in range(1001)}, True),
        ({"description": "é" * 1_500_000}, True),
        ({f"photo-{number}": SimpleUploadedFile("a.jpg", b"a") for number in range(101)}, True),
        ({"a\x00": "b"}, False),
    ],
)
def test_19_too_much_is_a_page_in_french_and_the_site_stays_up(client, form, too_much):
    response = client.post("/initiatives/proposer/", form)
    assert response.status_code == 400
    assert ("trop volumineux" in response.content.decode()) is too_much
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "body", [b"", b"x", b"--B", b"--B\r\n\r\n--B--", b"--B\r\nContent-Disposition: form-data\r\n"]
)
@pytest.mark.parametrize(
    "content_type",
    ["multipart/form-data; boundary=B", "multipart/form-data", "multipart/form-data; boundary="],
)
def test_19_malformed_multipart_is_never_an_error_of_ours(client, body, content_type):
    response = client.generic("POST", "/initiatives/proposer/", body, content_type=content_type)
    assert response.status_code in (200, 400)


def test_20_fields_that_the_form_does_not_have_are_ignored(client):
    names = [
        "source",
        "source_id",
        "licence",
        "slug",
        "submitted_by",
        "merged_into",
        "id",
        "pk",
        "photos",
        "is_public",
    ]
    dates = {
        "status": "published",
        "published_at": "2026-01-01",
        "verified_at": "2026-01-01",
        "is_example": "on",
    }
    forged = dict.fromkeys(names, "1") | dates
    initiative = sent(client, **forged)
    assert initiative.status == Status.UNCONFIRMED
    assert (initiative.source, initiative.source_id, initiative.verified_at) == ("", "", None)
    assert (initiative.is_example, initiative.slug, initiative.licence) == (
        False,
        "jardin-partage-du-bouguen",
        "CC BY-SA 4.0",
    )
    assert initiative.submitted_by.email == AUTHOR
    assert Actor.objects.get().status == Status.UNCONFIRMED


def test_21_a_robot_that_fills_the_hidden_field_sees_a_success_and_nothing_is_stored(client):
    response = fill(client, proposal(site_internet="https://exemple.fr"))
    assert response.status_code == 200
    assert "<h1>" in response.content.decode()
    assert not errors(response)
    assert not Draft.objects.exists() and not Initiative.objects.exists() and not Message.objects.exists()


def test_21_a_form_sent_at_once_is_asked_again_and_keeps_the_text(client):
    page = client.get("/initiatives/proposer/").content.decode()
    start = re.search(r'name="start" value="([^"]+)"', page)[1]
    assert "encore une fois" in fill(client, proposal(start=start)).content.decode()
    response = fill(client, proposal(start="forgé:par:moi"))
    assert TITLE in response.content.decode()
    assert not Initiative.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_22_ten_sendings_at_once_are_one_sheet_one_mail_and_one_receipt(client):
    address = review_address(client)

    def send_once(_):
        try:
            return StrictClient().post(address).headers["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        receipts = set(pool.map(send_once, range(10)))
    assert len(receipts) == 1
    assert (Initiative.objects.count(), Message.objects.count(), Contributor.objects.count()) == (1, 1, 1)


def test_23_over_the_limit_the_text_is_kept_and_the_wait_is_told(client):
    fill(client)
    RateLimit.objects.update(count=10_000)
    response = fill(client)
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert "Chaque samedi matin, on y plante" in response.content.decode()
    forged = client.post("/initiatives/proposer/", proposal(), HTTP_X_FORWARDED_FOR="203.0.113.7")
    assert forged.status_code == 429, "case 11: a forged header changes nothing without a trusted proxy"
    assert client.get("/initiatives/proposer/").status_code == 200


def test_24_asking_for_a_new_link_tells_nobody_who_is_known(client):
    makers.make_initiative(status=Status.UNCONFIRMED, contributor=makers.make_contributor(AUTHOR))
    answers = []
    for email in (AUTHOR, "inconnue@exemple.fr"):
        response = client.post("/mes-fiches/", {"email": email})
        answers.append((response.status_code, response.content.decode().replace(email, "X")))
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    assert token.sub("", str(answers[0])) == token.sub("", str(answers[1]))
    assert not Message.objects.exists(), "the mail is the work of a job: time tells nothing"


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        ("nan", "-4,48", "latitude"),
        ("48,39", "1e400", "longitude"),
        ("-4,4861", "48,3904", "inversées"),
        ("48,39", "100", "longitude"),
        ("-60", "2", "latitude"),
        ("91", "2", "latitude"),
        ("48,39", "", "longitude"),
        ("", "-4,48", "latitude"),
    ],
)
def test_25_a_position_that_makes_no_sense_is_refused_and_says_which(client, latitude, longitude, words):
    found = refused(client, **{"lieu-0-latitude": latitude, "lieu-0-longitude": longitude})
    assert words in " ".join(found)


def test_25_a_point_far_from_its_commune_is_questioned_not_refused(client):
    far = {"lieu-0-latitude": "48,85", "lieu-0-longitude": "2,35"}
    assert "km de Brest" in " ".join(refused(client, **far))
    assert sent(client, **far, **{"lieu-0-far_confirmed": "on"}).locations.get().latitude == 48.85


@pytest.mark.parametrize(
    "year", ["9999", "0", "-2019", "2019.5", "2026-02-30", "1e3", "abc", "9" * 400, "٢٠١٩x"]
)
def test_26_a_year_that_cannot_be_is_refused(client, year):
    assert len(refused(client, since=year)) == 1


@pytest.mark.parametrize("number", ["-1", "0", "4", "1000000", "1e3", "x", ""])
def test_a_forged_number_of_places_is_one(client, number):
    sent(client, location_count=number)
    assert Location.objects.count() == 1


@pytest.mark.parametrize(
    "field",
    ["main_theme", "themes", "suggested_tags", "stage", "scale", "carrier", "lieu-0-kind", "actor_kind"],
)
@pytest.mark.parametrize("value", ["999999", "-1", "abc", "9" * 400, "' OR 1=1", "__class__"])
def test_a_choice_that_does_not_exist_is_refused(client, field, value):
    assert refused(client, **{field: value})


def test_an_unknown_commune_keeps_all_and_says_what_to_do(client):
    found = refused(client, **{"lieu-0-commune": "Xyzzy<script>"})
    assert "vérifiez l’orthographe" in " ".join(found)


@pytest.mark.parametrize("token", ["x", "a" * 5000, "é", "..", "%00", "null"])
def test_a_draft_that_nobody_has_is_gone(client, token):
    for address in [f"/initiatives/proposer/relecture/{token}/", f"/initiatives/proposer/recu/{token}/"]:
        assert client.get(address).status_code in (404, 410)
    assert client.get("/initiatives/proposer/", {"brouillon": token}).status_code in (200, 410)


def test_a_form_without_its_csrf_token_is_explained_and_keeps_the_text():
    client = StrictClient(enforce_csrf_checks=True)
    response = client.post("/initiatives/proposer/", proposal(), HTTP_ORIGIN="http://testserver")
    assert response.status_code == 403
    assert "Chaque samedi matin, on y plante" in response.content.decode()
