"""Articles of partners on the pages of others."""

import pytest
from django.template.loader import render_to_string

from tests import makers
from tests.partners import make_entry

pytestmark = pytest.mark.django_db


def test_the_block_is_there_when_something_is_shown():
    assert render_to_string("components/partners.html").strip() == ""
    make_entry("Un four à pain")
    said = render_to_string("components/partners.html")
    assert "Un four à pain" in said
    assert "/analyses/partenaires/" in said


def test_an_initiative_says_where_it_was_seen(client):
    initiative = makers.make_initiative()
    address = initiative.get_absolute_url()
    assert "Vu ailleurs" not in client.get(address).content.decode()
    make_entry("Un four <b>à</b> pain", initiatives=[initiative], link="https://partenaire.fr/four?a=1&b=2")
    page = client.get(address).content.decode()
    assert "Vu ailleurs" in page
    assert "Un four &lt;b&gt;à&lt;/b&gt; pain" in page
    assert 'href="https://partenaire.fr/four?a=1&amp;b=2" rel="noopener external"' in page
    assert "Bretagne créative" in page
