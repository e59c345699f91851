import pytest
from django import forms
from django.core.exceptions import ValidationError

from contributors.fields import LatitudeField, LongitudeField, check_position


@pytest.mark.parametrize(
    ("typed", "degrees"),
    [
        ("48.3904", 48.3904),
        ("48,3904", 48.3904),
        (" +48,3904° ", 48.3904),
        ("−4,4861", -4.4861),
        ("-21", -21.0),
        ("48.", 48.0),
        ("48,39040449999", 48.390404),
        ("90", 90.0),
        ("-90", -90.0),
        ("0", 0.0),
    ],
)
def test_degrees_as_people_type_them(typed, degrees):
    assert LatitudeField().clean(typed) == degrees


@pytest.mark.parametrize(
    "typed",
    [
        "nan",
        "inf",
        "-Infinity",
        "1e400",
        "1e1",
        "1_0",
        "0x10",
        "48,39, -4,48",
        "٤٨",
        "quarante",
        "-",
        "1" * 400,
    ],
)
def test_what_is_not_a_number_of_degrees(typed):
    for field, name in ((LatitudeField(), "La latitude"), (LongitudeField(), "La longitude")):
        with pytest.raises(ValidationError, match=f"{name} n’est pas un nombre"):
            field.clean(typed)


def test_ranges():
    assert LongitudeField().clean("-180") == -180.0
    with pytest.raises(ValidationError, match="entre −90 et 90"):
        LatitudeField().clean("90,000001")
    with pytest.raises(ValidationError, match="entre −180 et 180"):
        LongitudeField().clean("181")


def test_empty_when_optional():
    assert LatitudeField(required=False).clean("") is None
    assert LongitudeField(required=False).clean("\u200b") is None
    with pytest.raises(ValidationError, match="Indiquez la latitude"):
        LatitudeField().clean("")


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (48.3904, -4.4861),
        (42.0, 9.4),
        (-21.1, 55.5),
        (-12.8, 45.2),
        (46.8, -56.2),
        (-17.5, -149.6),
        (-22.3, 166.4),
    ],
)
def test_every_part_of_france_is_accepted(latitude, longitude):
    check_position(latitude, longitude)


def errors(latitude, longitude):
    with pytest.raises(ValidationError) as caught:
        check_position(latitude, longitude)
    return {name: messages[0] for name, messages in caught.value.message_dict.items()}


def test_no_position_at_all_is_accepted_and_half_of_one_is_not():
    check_position(None, None)
    assert list(errors(48.4, None)) == ["longitude"]
    assert list(errors(None, -4.5)) == ["latitude"]


def test_zero_is_a_coordinate():
    check_position(48.8, 0.0)


@pytest.mark.parametrize(("latitude", "longitude"), [(-4.4861, 48.3904), (55.5, -21.1), (45.2, -12.8)])
def test_a_swapped_position_is_named(latitude, longitude):
    found = errors(latitude, longitude)
    assert set(found) == {"latitude", "longitude"}
    assert all("semblent inversées" in text for text in found.values())


def test_outside_france_the_message_is_at_the_wrong_coordinate():
    assert list(errors(48.0, 100.0)) == ["longitude"]
    assert list(errors(80.0, 2.0)) == ["latitude"]
    assert set(errors(70.0, 120.0)) == {"latitude", "longitude"}


def test_a_form_shows_each_message_at_its_field():
    class PointForm(forms.Form):
        latitude = LatitudeField(required=False)
        longitude = LongitudeField(required=False)

        def clean(self):
            check_position(self.cleaned_data.get("latitude"), self.cleaned_data.get("longitude"))

    form = PointForm({"latitude": "-4,4861", "longitude": "48,3904"})
    assert not form.is_valid()
    assert "semblent inversées" in form.errors["latitude"][0]
    assert 'value="-4,4861"' in str(form["latitude"])
