import pytest
from django.urls import reverse

from initiatives.admin.themes import icon_names
from initiatives.models import Theme
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db
ADD = "/admin/initiatives/theme/add/"


@pytest.fixture(autouse=True)
def administrator(client):
    client.force_login(makers.make_administrator())


def choices(response, name):
    return {value for value, _ in response.context["adminform"].form.fields[name].choices}


def test_only_the_colours_and_silhouettes_left_are_offered(client):
    makers.make_theme("a", "A", colour="green", shape="leaf")
    response = client.get(ADD)
    assert choices(response, "colour") == set(Theme.Colour.values) - {"green"}
    assert choices(response, "shape") == set(Theme.Shape.values) - {"leaf"}


def test_a_theme_keeps_its_own(client):
    theme = makers.make_theme("a", "A", colour="green", shape="leaf")
    other = makers.make_theme("b", "B", colour="red", shape="cross")
    url = reverse("admin:initiatives_theme_change", args=[theme.pk])
    assert choices(client.get(url), "colour") == set(Theme.Colour.values) - {"red"}
    assert client.post(url, filled(client, url) | {"name": "Nouveau", "rank": "3"}).status_code == 302
    theme.refresh_from_db()
    assert (theme.name, theme.colour, theme.rank, theme.slug) == ("Nouveau", "green", 3, "a")
    refused = client.post(url, filled(client, url) | {"colour": other.colour})
    assert "colour" in refused.context["adminform"].form.errors


def test_the_address_of_a_theme_does_not_change(client):
    theme = makers.make_theme()
    url = reverse("admin:initiatives_theme_change", args=[theme.pk])
    client.post(url, filled(client, url) | {"slug": "autre"})
    theme.refresh_from_db()
    assert theme.slug == "alimentation"


def test_the_pin_is_shown(client):
    theme = makers.make_theme(colour="green", shape="leaf")
    page = client.get(reverse("admin:initiatives_theme_change", args=[theme.pk])).content.decode()
    assert 'class="pin c-green"' in page
    assert "#b-leaf" in page


def test_icons_are_those_of_the_style_guide(client):
    assert {"leaf", "place", "search"} <= set(icon_names())
    assert choices(client.get(ADD), "icon") == set(icon_names())


def test_moderators_read_themes_and_change_none(client):
    user = makers.make_moderator()
    rights = user.groups.get().permissions
    rights.set(rights.filter(codename="view_theme"))
    client.force_login(user)
    theme = makers.make_theme()
    url = reverse("admin:initiatives_theme_change", args=[theme.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"name": "Autre"}).status_code == 403
    assert client.get(ADD).status_code == 403
