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
    assert admin.post(ADD, versions_form() | typed).status_code == 302
    assert Page.objects.get().text == "## Notre charte\n\nOn s'y met."
    page = client.get("/charte/").content.decode()
    assert "<h2>Notre charte</h2>" in page
    assert "On s’y met." in page


def test_once_written_it_is_changed_and_not_added_again(admin):
    for slug in Page.Slug.values:
        assert admin.get(ADD).status_code == 200
        page = Page.objects.create(slug=slug, text="Un")
    page = Page.objects.get(slug=Page.Slug.CHARTER)
    assert admin.get(ADD).status_code == 403
    change = reverse("admin:territoires_page_change", args=[page.pk])
    assert 'href="/charte/"' in admin.get(change).content.decode()
    assert "Charte" in admin.get(LIST).content.decode()
    assert admin.post(change, versions_form() | {"slug": "charter", "text": ""}).status_code == 302
    assert "Ce qui rend une initiative contributive" in Page.objects.text_of("charter")


def test_a_page_that_has_no_text_of_its_own_is_offered_first(admin):
    Page.objects.create(slug=Page.Slug.CHARTER, text="Un")
    form = admin.get(ADD).context["adminform"].form
    assert form.initial["slug"] == Page.Slug.CIRCLE
    assert "8 février 2016" in form.initial["text"]
    assert admin.get(f"{ADD}?slug=circle_team").context["adminform"].form.initial["slug"] == "circle_team"


def test_what_a_text_was_is_kept_and_can_be_read(admin):
    for text in ("Un", "Deux"):
        page = Page.objects.first()
        address = reverse("admin:territoires_page_change", args=[page.pk]) if page else ADD
        assert admin.post(address, versions_form() | {"slug": "circle", "text": text}).status_code == 302
    page = Page.objects.get()
    admin.post(
        reverse("admin:territoires_page_change", args=[page.pk]),
        versions_form() | {"slug": "circle", "text": "Deux"},
    )  # nothing new
    assert [(version.text, version.user.username) for version in page.versions.all()] == [
        ("Deux", page.versions.first().user.username),
        ("Un", page.versions.first().user.username),
    ]
    shown = admin.get(reverse("admin:territoires_page_change", args=[page.pk])).content.decode()
    assert "Un</p>" in shown
    page.versions.first().user.delete()
    assert page.versions.count() == 2


def test_a_text_stays_that_of_its_page(admin):
    page = Page.objects.create(slug=Page.Slug.CHARTER, text="La charte")
    address = reverse("admin:territoires_page_change", args=[page.pk])
    admin.post(address, versions_form() | {"slug": "circle", "text": "La charte, mieux"})
    page.refresh_from_db()
    assert (page.slug, page.text) == ("charter", "La charte, mieux")


def versions_form():
    """Return what the form sends of the versions, which nobody changes."""
    return {"versions-TOTAL_FORMS": "0", "versions-INITIAL_FORMS": "0"}


def test_a_text_that_could_not_be_rendered_is_refused_and_kept(admin):
    page = admin.post(
        ADD, versions_form() | {"slug": "charter", "text": "a" * (MAX_LENGTH + 1)}
    ).content.decode()
    assert "Ce texte est trop long de 1 caractère" in page
    assert "a" * (MAX_LENGTH + 1) in page
    assert not Page.objects.exists()


def test_moderators_do_not_write_for_the_site(client):
    client.force_login(makers.make_moderator())
    assert client.get(LIST).status_code == 403
