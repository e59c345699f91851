from django import forms
from django.http import QueryDict

from contributors.parts import Part


class Place(Part):
    name = forms.CharField()
    year = forms.IntegerField(required=False)


def test_a_part_that_is_checked_says_what_is_wrong():
    assert list(Place(QueryDict("p-year=x"), prefix="p").errors) == ["name", "year"]


def test_a_part_shown_again_keeps_what_was_typed_and_says_nothing():
    part = Place(QueryDict("p-year=x&p-name=Ici"), prefix="p", checked=False)
    assert not part.errors
    assert 'value="x"' in str(part["year"])
    assert part.cleaned_data == {"name": "Ici"}


def test_an_empty_part_has_no_error():
    assert not Place().errors


def test_only_its_own_fields_are_kept():
    data = QueryDict("p-name=a&p-name=b&p-name_code=c&p-year=&p-yearly=d&name=e&status=published&q-name=f")
    assert Place(data, prefix="p").typed() == {"p-name": ["a", "b"], "p-name_code": ["c"], "p-year": [""]}


def test_errors_of_what_no_longer_matters_are_dropped():
    part = Place(QueryDict("year=x"))
    assert part.errors
    part.forget_errors("year", "nothing")
    assert list(part.errors) == ["name"]
