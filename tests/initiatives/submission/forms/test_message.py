import pytest

from initiatives.submission.forms.message import LENGTH, MessageForm


@pytest.mark.parametrize("message", ["", " \n ", "\u200b", "x" * (LENGTH + 1)])
def test_a_message_is_there_and_not_endless(message):
    assert list(MessageForm({"message": message}).errors) == ["message"]


def test_its_lines_are_kept():
    form = MessageForm({"message": "Objet\u00a0: Jardin\r\n\r\nTexte\x07"})
    assert form.is_valid()
    assert form.cleaned_data["message"].split("\n") == ["Objet\u00a0: Jardin", "", "Texte"]
