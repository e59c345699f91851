import pytest
from django.core.exceptions import ValidationError

from contributors.fields import CleanCharField, CleanTextField


def message(field, value):
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return caught.value.messages[0]


def test_a_line_is_cleaned():
    assert CleanCharField(max_length=20).clean(" Jardin\x00\r\npartagé\u200b ") == "Jardin partagé"


def test_a_text_keeps_its_lines():
    assert CleanTextField(max_length=20).clean("un\r\ndeux\x00") == "un\ndeux"


def test_invisible_characters_alone_are_nothing():
    assert (
        message(CleanCharField(max_length=20), "\u200b\u2066 ") == "Ce champ est vide\u00a0: remplissez-le."
    )
    assert CleanCharField(max_length=20, required=False).clean("\u200b") == ""


def test_the_message_says_how_many_characters_are_too_many():
    field = CleanTextField(max_length=1000)
    assert field.clean("é" * 1000) == "é" * 1000
    assert message(field, "é" * 1001) == (
        "Ce texte est trop long de 1 caractère\u00a0: raccourcissez-le à 1\u202f000 caractères au plus."
    )
    assert "trop long de 1\u202f234 caractères" in message(field, "é" * 2234)


def test_length_is_counted_on_the_cleaned_text():
    assert CleanTextField(max_length=3).clean("a\r\nb") == "a\nb"


def test_the_browser_cuts_nothing():
    assert "maxlength" not in CleanCharField(max_length=5).widget.attrs
    assert "maxlength" not in CleanTextField(max_length=5).widget.attrs
