"""What a person types to write a call."""

from django.http import QueryDict

from initiatives.calling.form import CallForm


def test_whom_we_know_is_not_asked_who_they_are():
    stranger, known = CallForm(is_known=False), CallForm(is_known=True)
    assert set(stranger.contributor.fields) - set(known.contributor.fields) == {
        "contributor_name",
        "contributor_email",
    }
    assert "cet appel" in str(known.contributor.fields["publication_consent"].label)


def test_all_faults_are_told_at_once():
    form = CallForm(QueryDict("title=Un+toit"), is_known=True)
    assert not form.is_valid()
    assert len(form.error_lines()) == 4


def test_what_was_typed_comes_back_unchecked():
    form = CallForm(QueryDict("title=Un+toit&status=published"), is_known=True)
    again = CallForm.again(form.typed(), is_known=True, checked=False)
    assert again.call["title"].value() == "Un toit"
    assert again.error_lines() == [] and "status" not in form.typed()
