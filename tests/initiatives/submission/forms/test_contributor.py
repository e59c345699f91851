from django.http import QueryDict

from initiatives.submission.forms.contributor import ContributorForm


def form(**data):
    typed = QueryDict(mutable=True)
    typed.update(data)
    return ContributorForm(typed)


def test_name_address_and_consent_are_needed():
    assert list(form().errors) == ["contributor_name", "contributor_email", "publication_consent"]


def test_the_consent_is_not_ticked_beforehand():
    assert "checked" not in str(ContributorForm()["publication_consent"])


def test_a_complete_part():
    made = form(
        contributor_name=" Camille ", contributor_email="camille@Exemple.fr", publication_consent="on"
    )
    assert not made.errors
    assert made.cleaned_data["contributor_email"] == "camille@exemple.fr"
