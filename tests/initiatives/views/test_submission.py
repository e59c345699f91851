"""The pages to propose an initiative, as a visitor without scripts goes through them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contributors.models import Draft, RateLimit
from initiatives.models import Initiative, Theme
from moderation.models import Status
from outbox.models import Message
from photos.models import Photo
from tests import makers
from tests.proposals import AUTHOR, confirmation_address, errors, fill, proposal, review_address, send
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db
FORM = "/initiatives/proposer/"


def photo(content=None, name="x.jpg"):
    return SimpleUploadedFile(name, makers.picture() if content is None else content)


def text(response):
    return response.content.decode()


def token_of(address):
    return address.rstrip("/").split("/")[-1]


def hidden(response, name):
    return re.search(rf'name="{name}" value="([^"]*)"', text(response))[1]


def test_the_form_is_private_and_has_the_only_cookie(client):
    makers.make_tag("compost", makers.make_theme())
    response = client.get(FORM)
    assert response.status_code == 200
    assert set(response.cookies) == {"csrftoken"}
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert errors(response) == []


def test_the_whole_way_without_scripts(client, django_capture_on_commit_callbacks):
    moderator = makers.make_moderator()
    assert client.get(FORM).status_code == 200
    receipt = send(client, proposal(photo=photo(), alt="Un jardin", credit="Camille"))
    assert receipt.redirect_chain[-1][1] == 303
    assert AUTHOR in text(receipt) and "Jardin partagé du Bouguen" in text(receipt)
    address = confirmation_address()
    assert client.get(address).status_code == 200
    assert Initiative.objects.get().status == Status.UNCONFIRMED
    client.post(address)
    assert Initiative.objects.get().status == Status.PENDING
    assert Message.objects.filter(to=moderator.email).exists()


def test_the_look_before_sending_shows_the_sheet(client):
    makers.make_actor(commune=makers.make_commune())
    form = proposal(
        photo=photo(),
        alt="Un potager l'été",
        credit="Camille",
        actor_kind="",
        description="# Comment\n\nOn *plante* <b>là</b> !",
        tags="jardin",
        phone="02 98 00 00 00",
        contact_consent="on",
    )
    address = review_address(client, form)
    page = text(client.get(address))
    assert "<h1>Jardin partagé du Bouguen</h1>" in page
    assert 'src="data:image/webp;base64,' in page and "Un potager l’été" in page
    assert "<h2>Comment</h2>" in page and "<em>plante</em> &lt;b&gt;là&lt;/b&gt;\u202f!" in page
    assert "acteur déjà connu" in page and "(Brest (29))" in page
    assert "tel:0298000000" in page
    assert AUTHOR in page
    assert not Initiative.objects.exists()


def test_a_new_actor_is_announced(client):
    page = text(client.get(review_address(client)))
    assert "nouvel acteur, «\u00a0Les Jardins du Bouguen\u00a0»" in page


def test_looking_sends_nothing(client):
    address = review_address(client)
    for method in (client.get, client.head):
        method(address)
    assert not Initiative.objects.exists() and not Message.objects.exists()


def test_a_sheet_may_be_changed_before_it_is_sent(client):
    address = review_address(client, proposal(photo=photo(), alt="a", credit="b"))
    form = client.get(FORM, {"brouillon": token_of(address)})
    assert 'value="Jardin partagé du Bouguen"' in text(form)
    assert "Votre photo est arrivée" in text(form)
    assert errors(form) == []
    changed = proposal(brouillon=hidden(form, "brouillon"), title="Autre titre", alt="a", credit="b")
    assert review_address(client, changed) == address
    assert "<h1>Autre titre</h1>" in text(client.get(address))
    assert Draft.objects.count() == Photo.objects.count() == 1


def test_once_sent_every_page_leads_to_the_receipt(client):
    address = review_address(client)
    token = token_of(address)
    client.post(address)
    receipt = reverse("initiative_receipt", args=[token])
    for response in (
        client.get(address),
        client.post(address),
        client.get(FORM, {"brouillon": token}),
        fill(client, proposal(brouillon=token)),
    ):
        assert (response.status_code, response.headers["Location"]) == (303, receipt)
    assert Initiative.objects.get().title == "Jardin partagé du Bouguen"


def test_the_receipt_of_what_is_not_sent_leads_to_the_look(client):
    address = review_address(client)
    response = client.get(reverse("initiative_receipt", args=[token_of(address)]))
    assert response.headers["Location"] == address


def test_a_receipt_whose_sheet_is_gone_is_gone(client):
    address = review_address(client)
    client.post(address)
    Initiative.objects.all().delete()
    assert client.get(reverse("initiative_receipt", args=[token_of(address)])).status_code == 410
    assert client.post(address, follow=True).status_code == 410


def test_errors_are_told_above_and_at_the_field_and_the_title_says_so(client):
    response = fill(client, proposal(title="", contributor_email="camille"))
    page = text(response)
    assert page.index('class="box err error-summary"') < page.index("<h1>")
    assert '<a href="#id_title">' in page and '<a href="#id_contributor_email">' in page
    assert "autofocus" in page and 'aria-invalid="true"' in page
    assert "<title>Erreur\u00a0: Proposer une initiative" in page
    assert 'value="camille"' in page


def test_35_a_photo_that_is_refused_keeps_the_text(client):
    response = fill(client, proposal(photo=photo(b"<svg/>", "x.png")))
    assert len(errors(response)) == 1
    assert "Chaque samedi matin, on y plante" in text(response)


def test_35_a_photo_that_is_too_heavy_keeps_the_text(client, settings):
    settings.PHOTO_MAX_BYTES = 1000
    response = fill(client, proposal(photo=photo()))
    assert "Réduisez-la" in errors(response)[0]
    assert "Chaque samedi matin, on y plante" in text(response)


def test_a_good_photo_is_kept_when_another_field_is_wrong(client):
    response = fill(client, proposal(photo=photo(name="../../x.png"), title="", alt="a", credit="b"))
    assert len(errors(response)) == 1
    assert 'src="data:image/webp;base64,' in text(response)
    mended = proposal(brouillon=hidden(response, "brouillon"), alt="a", credit="b")
    assert send(client, mended).status_code == 200
    assert Initiative.objects.get().photos.count() == 1


def test_a_place_is_added_and_removed_without_scripts(client):
    response = fill(client, proposal(action="add_location", title=""))
    assert errors(response) == [] and hidden(response, "location_count") == "2"
    assert 'value="12 rue des Jardins"' in text(response)
    places = {"location_count": 2, "lieu-1-kind": "commune", "lieu-1-commune": "Brest"}
    response = fill(client, proposal(action="remove_location-0", **places))
    assert hidden(response, "location_count") == "1"
    assert 'value="12 rue des Jardins"' not in text(response)
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "action", ["remove_location-9", "remove_location-", "remove_location--1", "x", "add_location-é"]
)
def test_forged_actions_are_harmless(client, action):
    assert fill(client, proposal(action=action)).status_code in (200, 303)


def test_a_photo_chosen_before_a_place_is_added_is_kept(client):
    response = fill(client, proposal(action="add_location", photo=photo()))
    assert "Votre photo est arrivée" in text(response)


def test_an_ambiguous_commune_is_chosen_from_a_list(client):
    denis = {"department": makers.make_department("93", "Seine-Saint-Denis")}
    makers.make_commune("93066", "Saint-Denis", (48.93, 2.36), postcodes=["93200"], **denis)
    makers.make_commune(
        "97411", "Saint-Denis", (-20.88, 55.45), department=makers.make_department("974", "La Réunion")
    )
    place = {"lieu-0-kind": "commune", "lieu-0-commune": "Saint-Denis"}
    response = fill(client, proposal(**place))
    assert len(errors(response)) == 1
    assert 'value="93066"' in text(response) and 'value="97411"' in text(response)
    assert send(client, proposal(**place, **{"lieu-0-commune_code": "97411"})).status_code == 200
    assert Initiative.objects.get().locations.get().commune_id == "97411"


def test_a_choice_among_homonyms_survives_the_change(client):
    first, second = makers.make_actor("Emmaüs"), makers.make_actor("Emmaüs")
    form = proposal(actor_name="Emmaüs", actor_choice=str(second.pk), actor_kind="")
    address = review_address(client, form)
    again = text(client.get(FORM, {"brouillon": token_of(address)}))
    assert re.search(rf'value="{second.pk}"[^>]*\bchecked', again)
    assert f'value="{first.pk}"' in again


def test_a_draft_that_no_longer_passes_goes_back_to_the_form(client):
    address = review_address(client)
    Theme.objects.all().delete()
    makers.make_theme("culture", "Culture et savoirs")
    for method in (client.get, client.post):
        response = method(address, follow=True)
        assert response.redirect_chain[-1][0].startswith(FORM)
        assert len(errors(response)) == 1
        assert "Chaque samedi matin, on y plante" in text(response)
    assert not Initiative.objects.exists()


def test_23_sheets_sent_too_often_wait_and_the_look_stays(client):
    address = review_address(client)
    client.post(review_address(client))
    RateLimit.objects.update(count=10_000)
    response = client.post(address)
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert "<h1>Jardin partagé du Bouguen</h1>" in text(response)
    assert Initiative.objects.count() == 1


def test_one_letter_box_is_not_filled_from_many_places(client):
    from initiatives.views.submission import MAILS_A_DAY

    for number in range(MAILS_A_DAY + 2):
        visitor = StrictClient(REMOTE_ADDR=f"192.0.2.{number}")
        visitor.post(review_address(visitor, proposal(title=f"Jardin {number}")))
    assert Message.objects.filter(to=AUTHOR).count() == MAILS_A_DAY


def test_22_a_form_sent_twice_makes_two_looks_and_one_sheet(client):
    first, second = review_address(client), review_address(client)
    assert first != second
    client.post(second)
    assert Initiative.objects.count() == 1


def test_42_nothing_private_is_in_the_published_sheet(client):
    from moderation import actions
    from moderation.authors import Author

    send(client)
    client.post(confirmation_address())
    sheet = actions.publish(sheet=Initiative.objects.get(), by=Author.system())
    page = text(client.get(sheet.get_absolute_url()))
    assert AUTHOR not in page and "Camille" not in page


def test_the_number_of_queries_does_not_grow_with_the_directory(client, django_assert_max_num_queries):
    client.get(FORM)
    for number in range(15):
        makers.make_tag(f"mot {number}", makers.make_theme())
        makers.make_actor(f"Acteur {number}")
    with django_assert_max_num_queries(8):
        client.get(FORM)


PASTE = "/initiatives/proposer/depuis-un-message/"


def pasted(message="Objet\u00a0: Un atelier vélo à Brest\n\nOn y répare son vélo.", **changes):
    form = {name: value for name, value in proposal().items() if name in ("start", "site_internet")}
    return form | {"message": message} | changes


def test_a_pasted_message_fills_the_form(client):
    assert PASTE in client.get(reverse("initiative_submit")).content.decode()
    assert client.get(PASTE).status_code == 200
    makers.make_commune()
    response = client.post(PASTE, pasted(), follow=True)
    page = response.content.decode()
    assert "brouillon=" in response.redirect_chain[0][0]
    assert 'value="Un atelier vélo à Brest"' in page and "On y répare son vélo." in page
    assert 'value="Brest (29)"' in page
    assert "<title>Erreur" not in page
    assert not Initiative.objects.exists()


@pytest.mark.parametrize("message", ["", "> cité", "x" * 60_001])
def test_a_message_that_says_nothing_or_too_much_is_asked_again(client, message):
    response = client.post(PASTE, pasted(message))
    assert response.status_code == 200
    assert "<title>Erreur" in response.content.decode()
    assert not Draft.objects.exists()


def test_21_23_robots_and_too_many_messages_make_no_draft(client):
    client.post(PASTE, pasted(site_internet="http://x.example"))
    assert not Draft.objects.exists()
    client.post(PASTE, pasted())
    RateLimit.objects.update(count=10_000)
    response = client.post(PASTE, pasted("Objet\u00a0: Gardé\n\nCe texte reste."))
    assert response.status_code == 429 and "Ce texte reste." in response.content.decode()
    assert Draft.objects.count() == 1
