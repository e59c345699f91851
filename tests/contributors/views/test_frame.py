import pytest

from tests import makers

pytestmark = pytest.mark.django_db

PAGE = "/admin/mot-de-passe-oublie/"


def test_menus_are_for_whoever_is_inside(client):
    assert 'id="nav-sidebar"' not in client.get(PAGE).content.decode()
    client.force_login(makers.make_moderator())
    assert 'id="nav-sidebar"' in client.get(PAGE).content.decode()
