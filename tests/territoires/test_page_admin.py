import pytest
from django.urls import reverse

from territoires.models import MAX_LENGTH, Page
from tests import makers

pytestmark = pytest.mark.django_db
ADD, LIST = reverse("admin:territoires_page_add"), reverse("admin:territoires_page_changelist")


@pytest.fixture
def admin(client):
    client.force_login(makers.make_administrator())
    return client


def test_the_charter_is_edited_from_the_text_as_shipped(admin, client):
    form = admin.get(ADD).context["adminform"].form
    assert form.initial["slug"] == Page.Slug.CHARTER
    assert "Ce qui rend une initiative contributive" in form.initial["text"]
    typed = {"slug": "charter", "text": "## Notre charte\r\n\r\nOn s'y\u200b met."}
    assert admin.post(ADD, typed).status_code == 302
    assert Page.objects.get().text == "## Notre charte\n\nOn s'y met."
    page = client.get("/charte/").content.decode()
    assert "<h2>Notre charte</h2>" in page
    assert "On s’y met." in page


def test_once_written_it_is_changed_and_not_added_again(admin):
    page = Page.objects.create(slug=Page.Slug.CHARTER, text="Un")
    assert admin.get(ADD).status_code == 403
    change = reverse("admin:territoires_page_change", args=[page.pk])
    assert 'href="/charte/"' in admin.get(change).content.decode()
    assert "Charte" in admin.get(LIST).content.decode()
    assert admin.post(change, {"slug": "charter", "text": ""}).status_code == 302
    assert "Ce qui rend une initiative contributive" in Page.objects.text_of("charter")


def test_a_text_that_could_not_be_rendered_is_refused_and_kept(admin):
    page = admin.post(ADD, {"slug": "charter", "text": "a" * (MAX_LENGTH + 1)}).content.decode()
    assert "Ce texte est trop long de 1 caractère" in page
    assert "a" * (MAX_LENGTH + 1) in page
    assert not Page.objects.exists()


def test_moderators_do_not_write_for_the_site(client):
    client.force_login(makers.make_moderator())
    assert client.get(LIST).status_code == 403
