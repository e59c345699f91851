import pytest
from django.core.exceptions import ValidationError

from initiatives.admin.links import MAX_LINKS, LinksField

FIELD = LinksField(required=False)


def test_lines_become_links():
    typed = "https://exemple.fr/ | Le site\n\n  exemple.org/page|  \nhttps://exemple.fr/a?b=|c | d"
    assert FIELD.clean(typed) == [
        {"url": "https://exemple.fr/", "title": "Le site"},
        {"url": "https://exemple.org/page", "title": ""},
        {"url": "https://exemple.fr/a?b=", "title": "c | d"},
    ]


def test_links_become_lines_and_stay_the_same():
    links = [{"url": "https://exemple.fr/", "title": "Le site"}, {"url": "https://exemple.org/", "title": ""}]
    lines = FIELD.prepare_value(links)
    assert lines == "https://exemple.fr/ | Le site\nhttps://exemple.org/"
    assert not FIELD.has_changed(links, lines)
    assert FIELD.has_changed(links, lines + "\nhttps://exemple.net/")
    assert FIELD.has_changed(links, "javascript:alert(1)")


def test_nothing_is_no_link():
    assert FIELD.clean("") == FIELD.clean(" \n ") == []


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://exemple.fr/",
        "https://user:secret@exemple.fr/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://localhost/",
    ],
)
def test_what_is_no_public_page_is_refused_with_its_line(address):
    """Case 18 of security.md."""
    with pytest.raises(ValidationError) as error:
        FIELD.clean(f"https://exemple.fr/\n{address} | Un titre")
    assert len(error.value.messages) == 1
    assert error.value.messages[0].startswith("Ligne 2\u00a0: ")


def test_each_wrong_line_is_said():
    with pytest.raises(ValidationError) as error:
        FIELD.clean(f"javascript:a\nhttps://exemple.fr/ | {'a' * 121}\nhttps://exemple.fr/")
    assert [message.split("\u00a0")[0] for message in error.value.messages] == ["Ligne 1", "Ligne 2"]


def test_too_many_are_refused():
    with pytest.raises(ValidationError, match="20 liens au plus"):
        FIELD.clean("https://exemple.fr/\n" * (MAX_LINKS + 1))


def test_what_was_typed_comes_back():
    assert FIELD.prepare_value("javascript:alert(1)") == "javascript:alert(1)"
