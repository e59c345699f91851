import pytest

from initiatives.submission.forms import ActorSubmissionForm, LongForm, SubmissionForm
from tests.actor_proposals import typed

pytestmark = pytest.mark.django_db


def test_a_form_says_of_what_it_is_made():
    with pytest.raises(TypeError):
        LongForm()


def test_an_empty_form_is_not_valid_and_has_no_fault():
    for kind in (SubmissionForm, ActorSubmissionForm):
        form = kind()
        assert not form.is_valid() and form.error_lines() == []


def test_what_was_typed_comes_back_and_nothing_else():
    kept = ActorSubmissionForm(typed(status="published", name="x" * 200)).typed()
    assert kept["name"] == ["x" * 200] and "status" not in kept
    again = ActorSubmissionForm.again(kept, kept=None, checked=False)
    assert again.error_lines() == [] and again.typed() == kept
    assert [
        line["target"] for line in ActorSubmissionForm.again(kept, kept=None, checked=True).error_lines()
    ] == ["id_name"]


def test_a_form_that_no_button_changes_is_read():
    assert ActorSubmissionForm.reshaped(typed(), "add_location") is None
