"""The kinds of sheets that go the same way from a form to the queue."""

import re

import pytest
from django.template.loader import get_template
from django.urls import reverse

from initiatives.submission.kinds import kind_called
from outbox.models import Message
from tests import analyses, meetings
from tests.proposals import proposal
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db
SENT = {"initiative": proposal, "actor": None, "article": analyses.typed, "event": meetings.typed}


@pytest.mark.parametrize("name", SENT)
def test_each_has_its_pages_and_its_addresses(name):
    kind = kind_called(name)
    assert kind.name == kind.form.kind == name
    for page in (kind.writing, kind.look):
        assert get_template(page.template)
    for step in ("review", "receipt", "later"):
        assert reverse(f"{name}_{step}", args=["a" * 43]).startswith(reverse(f"{name}_submit"))


@pytest.mark.parametrize("name", ["article", "event"])
def test_what_is_begun_is_finished_on_another_device(client, name):
    form, typed = reverse(f"{name}_submit"), SENT[name]
    begun = typed(title="À finir", publication_consent=None) | {"action": "later"}
    ask = client.post(form, begun)
    assert ask.status_code == 303 and ask["Location"].startswith(f"{form}plus-tard/")
    client.post(ask["Location"], {"email": "dominique@exemple.fr"})
    link = re.search(rf"{form}\?brouillon=([\w-]{{43}})", Message.objects.get().body)
    other = StrictClient()
    page = other.get(link[0]).content.decode()
    assert 'value="À finir"' in page and "box err" not in page
    review = other.post(form, typed(brouillon=link[1], title="C’est fini"))
    assert review.status_code == 303
    sent = other.post(review["Location"], follow=True).content.decode()
    assert "C’est fini" in sent and kind_called(name).another in sent
    assert other.get(link[0])["Location"] == f"{form}recu/{link[1]}/"


def test_none_is_called_otherwise():
    with pytest.raises(KeyError):
        kind_called("inconnu")
