"""What the author of a call does with it by a secret link."""

from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives.calling import endings
from initiatives.models import Call
from moderation.models import Status
from tests import makers
from tests.calls import follow_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return makers.make_call(contributor=makers.make_contributor("camille@exemple.fr"))


def test_found_with_a_word(client, call):
    address = follow_address(call)
    page = client.get(address).content.decode()
    assert "C’est trouvé" in page and "Prolonger d’un mois" in page
    assert "Tout est encore juste" not in page  # a call says itself until when
    assert client.get(f"{address}trouve/").status_code == 200
    assert Call.objects.get().is_open
    too_long = client.post(f"{address}trouve/", {"outcome": "a" * 281})
    assert too_long.status_code == 200 and "trop long" in too_long.content.decode()
    done = client.post(f"{address}trouve/", {"outcome": "Léa et <b>Omar</b> arrosent."}, follow=True)
    assert "Bravo\u202f!" in done.content.decode() and "Trouvé\u202f!" in done.content.decode()
    shown = client.get(call.get_absolute_url()).content.decode()
    assert "Léa et &lt;b&gt;Omar&lt;/b&gt; arrosent." in shown and "noindex" in shown
    assert "tard" in client.post(f"{address}trouve/")["Location"]


def test_a_month_more(client, call):
    before = call.until
    done = client.post(f"{follow_address(call)}prolonger/", follow=True)
    assert "court un mois de plus" in done.content.decode()
    call.refresh_from_db()
    assert (call.until - before).days in (28, 29, 30, 31)


def test_a_month_more_once_it_is_over(client, call, time_machine):
    address = follow_address(call)
    time_machine.move_to(timezone.now() + timedelta(days=40), tick=False)
    endings.expire()
    assert "Sa date est passée" in client.get(address).content.decode()
    client.post(f"{address}prolonger/")
    call.refresh_from_db()
    assert call.status == Status.PUBLISHED and call.is_open


def test_an_initiative_has_no_such_button(client):
    initiative = makers.make_initiative(contributor=makers.make_contributor())
    address = follow_address(initiative)
    assert client.get(f"{address}prolonger/").headers["Location"].endswith("?fait=tard")
    page = client.get(address).content.decode()
    assert f"{address}appel/" in page and f"{address}prolonger/" not in page


def test_erased_by_its_author(client, call):
    from initiatives.models import KeyCount

    assert KeyCount.objects.number("appel:1") == 1
    client.post(f"{follow_address(call)}effacer/")
    assert not Call.objects.exists() and KeyCount.objects.number("appel:1") == 0
    assert client.get(call.get_absolute_url()).status_code == 410
