"""The form by which a call is changed."""

import pytest
from django.http import QueryDict

from initiatives.editing import CallEditForm
from tests import makers

pytestmark = pytest.mark.django_db


def changed(call, **values):
    form = CallEditForm(call.snapshot())
    data = QueryDict(mutable=True)
    for name, given in form._shown.lists():
        data.setlist(name, given)
    for name, value in values.items():
        data[name] = value
    return CallEditForm(call.snapshot(), data, is_known=True)


def test_what_was_not_touched_stays():
    form = changed(makers.make_call())
    assert form.is_valid() and form.changes() == {}


def test_a_day_that_is_over_and_that_nobody_touched_is_left_in_peace():
    form = changed(makers.make_call(until="2020-01-01").__class__.objects.get(), title="Trois personnes")
    assert form.is_valid() and list(form.changes()) == ["title"]


def test_a_day_as_people_write_it(time_machine):
    time_machine.move_to("2027-03-03T12:00:00+01:00", tick=False)
    form = changed(makers.make_call(), until="31/08/2027")
    assert form.is_valid() and form.changes()["until"]["after"] == "2027-08-31"


def test_a_change_is_checked():
    form = changed(makers.make_call(), until="2020-01-01", text="https://exemple.fr/")
    assert not form.is_valid() and len(form.error_lines()) == 2
