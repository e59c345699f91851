import pytest

from contact.forms import AgreeForm, IntroduceForm, LookUpForm, ReplyForm, ReportForm, WriteForm
from tests.messages import TEXT, WORD, written


def errors(**changes):
    return WriteForm(written(**changes)).errors


def test_a_complete_form_is_taken_and_shows_no_address_unless_asked():
    form = WriteForm(written())
    assert form.is_valid() and form.cleaned_data["shows_address"] is False
    shown = WriteForm(written(shows_address="on"))
    assert shown.is_valid() and shown.cleaned_data["shows_address"] is True


@pytest.mark.parametrize(
    "name",
    [
        "dominique@exemple.fr",
        "Dominique (dominique arobase exemple point fr)",
        "Dominique [at] exemple",
        "Dominique ( a ) exemple",
        "https://exemple.fr",
        "www.exemple.fr",
        "exemple.fr",
        "Dominique＠exemple",
    ],
)
def test_no_address_hides_in_a_name(name):
    assert "sans adresse ni lien" in str(errors(name=name)["name"])


@pytest.mark.parametrize(
    "name", ["Dominique Le Goff", "Anne-Laure d’Yvias", "M. Coat", "Ti an Holl (Brest)", "李明"]
)
def test_names_are_names(name):
    assert "name" not in errors(name=name)


@pytest.mark.parametrize(
    "text",
    [
        "https://exemple.fr/une/page/bien/longue",
        "www.exemple.fr et www.exemple.org",
        "Regarde http://exemple.fr/a http://exemple.fr/b",
        "exemple.fr exemple.org exemple.com !!!",
    ],
)
def test_links_alone_are_no_message(text):
    assert "que des liens" in str(errors(text=text)["text"])
    assert "que des liens" in str(IntroduceForm(written(word=text)).errors["word"])


@pytest.mark.parametrize(
    "text", [f"{TEXT} https://exemple.fr", TEXT, "Je n’ai pas de lien, et j’écris quand même."]
)
def test_a_link_among_words_is_welcome(text):
    assert "text" not in errors(text=text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Écrivez votre message"),
        ("   \u200b  ", "Écrivez votre message"),
        ("Bonjour !", "au moins 20"),
        ("a" * 3001, "trop long de 1 caractère"),
    ],
)
def test_a_message_has_a_length(text, words):
    assert words in str(errors(text=text)["text"])


@pytest.mark.parametrize("email", ["", "a@b.fr,c@d.fr", '"><script>"@b.fr', "a@b.fr\nBcc: c@d.fr", "a@"])
def test_an_address_is_one_address(email):
    assert "email" in errors(email=email)


def test_line_breaks_in_a_name_are_flattened():
    form = WriteForm(written(name="Dominique\r\nBcc: tout le monde"))
    assert form.is_valid() and form.cleaned_data["name"] == "Dominique Bcc: tout le monde"


def test_the_other_forms():
    assert IntroduceForm(written(word=WORD)).is_valid()
    assert ReplyForm({"text": "Oui."}).is_valid() and not ReplyForm({"text": " "}).is_valid()
    assert ReportForm({}).is_valid() and not ReportForm({"text": "a" * 1001}).is_valid()
    assert AgreeForm({"name": "Yann"}).is_valid() and not AgreeForm({"name": "y@exemple.fr"}).is_valid()
    assert LookUpForm({}).is_valid() and not LookUpForm({"q": "a" * 201}).is_valid()
