"""What another page brings to the long form."""

import pytest

from tests import makers

pytestmark = pytest.mark.django_db

FORM = "/initiatives/proposer/"


def page(client, query):
    response = client.get(FORM, query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_title_a_text_and_a_commune_begin_the_form(client):
    makers.make_commune()
    text = page(
        client, {"titre": "Compost du port", "texte": "Un bac au pied de l’immeuble.", "commune": "29019"}
    )
    assert 'value="Compost du port"' in text
    assert "Un bac au pied de l’immeuble.</textarea>" in text
    assert 'value="Brest (29)"' in text
    assert "box err" not in text  # nobody has sent anything yet


def test_a_long_text_is_a_description(client):
    text = page(client, {"texte": "mot " * 100})
    summary, description = text.partition('name="description"')[::2]
    assert "mot mot" not in summary
    assert "mot mot" in description


@pytest.mark.parametrize(
    "query",
    [{}, {"titre": "\x00", "texte": "", "commune": "\x00"}, {"commune": "99999"}, {"commune": "Brest"}],
)
def test_what_makes_no_sense_leaves_the_form_empty(client, query):
    makers.make_commune()
    assert 'value="Brest (29)"' not in page(client, query)


def test_02_what_is_brought_is_cut_and_escaped(client):
    text = page(client, {"titre": '"><script>alert(1)</script>' + "x" * 100_000})
    assert "<script>alert" not in text
    assert "x" * 200 not in text
