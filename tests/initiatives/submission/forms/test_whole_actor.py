import pytest

from initiatives.submission.forms import ActorSubmissionForm
from tests.actor_proposals import typed

pytestmark = pytest.mark.django_db


def test_a_complete_form_becomes_an_actor():
    form = ActorSubmissionForm(typed(phone="02 98 00 00 00", contact_consent="on"))
    assert form.is_valid(), form.error_lines()
    actor = form.as_actor()
    assert (actor.name, actor.kind, actor.territory) == ("Les Mains vertes", "association", "departement-29")
    assert (actor.commune_id, actor.phone) == ("29019", "02 98 00 00 00")
    assert actor.links == [{"url": "https://exemple.fr/mains-vertes", "title": ""}]
    assert actor.pk is None


def test_faults_of_all_parts_are_told_at_once():
    form = ActorSubmissionForm(
        typed(name="", network_1="Inconnu au bataillon", link_1="javascript:x", contributor_email="x")
    )
    targets = [line["target"] for line in form.error_lines()]
    assert targets == ["id_name", "id_network_1", "id_link_1", "id_contributor_email"]


def test_an_actor_has_no_opening_hours_and_no_photo():
    form = ActorSubmissionForm()
    assert "opening_hours" not in form.contact.fields and form.photo is None
