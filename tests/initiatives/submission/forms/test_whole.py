import pytest
from django.http import QueryDict

from initiatives.submission.forms import SubmissionForm
from initiatives.submission.forms.whole import with_location_added, with_location_removed
from tests.proposals import proposal

pytestmark = pytest.mark.django_db


def query(**changes):
    data = QueryDict(mutable=True)
    for name, value in proposal(**changes).items():
        data[name] = str(value)
    return data


def test_a_complete_form_gives_the_row_of_a_sheet():
    form = SubmissionForm(query())
    assert form.is_valid()
    row = form.as_initiative()
    assert row.pk is None
    assert (row.title, row.since, row.stage) == ("Jardin partagé du Bouguen", 2019, "activite")
    assert row.links == [{"url": "https://exemple.fr/jardin", "title": ""}]
    assert (row.status, row.carried_by) == ("unconfirmed", "")
    assert form.new_actor_name == "Les Jardins du Bouguen"


def test_a_person_is_named_in_words():
    form = SubmissionForm(query(carrier="person", carried_by="Camille", actor_name="Reste"))
    assert form.is_valid()
    assert (form.as_initiative().carried_by, form.new_actor_name) == ("Camille", "")


def test_all_faults_are_told_at_once_in_the_order_of_the_page():
    form = SubmissionForm(query(title="", actor_kind="", contributor_email="x", **{"lieu-0-commune": ""}))
    assert not form.is_valid()
    lines = form.error_lines()
    assert [line["target"] for line in lines] == [
        "id_title", "id_lieu-0-commune", "id_actor_kind", "id_contributor_email",
    ]  # fmt: skip
    assert lines[0] == {
        "target": "id_title",
        "label": "Nom de l’initiative",
        "message": "Écrivez le nom de l’initiative.",
    }


def test_groups_of_boxes_are_reached_by_their_first():
    lines = SubmissionForm(query(stage="", publication_consent="")).error_lines()
    assert [line["target"] for line in lines] == ["id_stage_0", "id_publication_consent"]
    assert lines[1]["label"] == "", "a sentence to agree with is no name"


def test_places_are_numbered_when_there_are_several():
    form = SubmissionForm(query(location_count=2, **{"lieu-1-kind": "commune", "lieu-1-commune": ""}))
    assert [line["label"] for line in form.error_lines()] == ["Lieu 2, commune"]


def test_the_rail_says_what_is_to_be_mended():
    assert [step.state for step in SubmissionForm().steps] == [""] * 5
    states = [step.state for step in SubmissionForm(query(title="", contributor_name="")).steps]
    assert states == ["bad", "done", "done", "done", "bad"]
    assert [step.state for step in SubmissionForm(query(title=""), checked=False).steps] == [""] * 5


def test_what_was_typed_comes_back_the_same():
    form = SubmissionForm(query(location_count=2, status="published", **{"lieu-1-kind": "online"}))
    typed = form.typed()
    assert "status" not in typed and "start" not in typed
    again = SubmissionForm.again(typed, kept=None, checked=True)
    assert again.typed() == typed
    assert len(again.locations) == 2


def test_a_place_is_added_up_to_three():
    data = query()
    for count in (2, 3, 3):
        data = with_location_added(data)
        form = SubmissionForm(data, checked=False)
        assert len(form.locations) == count
    assert not form.can_add_location


def test_a_place_is_removed_and_those_after_it_move_up():
    kinds = {"lieu-0-kind": "point", "lieu-1-kind": "online", "lieu-2-kind": "national", "lieu-x-kind": "odd"}
    data = with_location_removed(query(location_count=3, **kinds), 1)
    assert len(SubmissionForm(data, checked=False).locations) == 2
    assert (data["lieu-0-kind"], data["lieu-1-kind"]) == ("point", "national")
    assert data["title"] == "Jardin partagé du Bouguen"


def test_the_last_place_cannot_be_removed_nor_one_that_is_not_there():
    assert len(SubmissionForm(with_location_removed(query(), 0), checked=False).locations) == 1
    assert (
        len(SubmissionForm(with_location_removed(query(location_count=2), 2), checked=False).locations) == 2
    )
