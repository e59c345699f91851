import pytest
from django.core.exceptions import ValidationError

from contributors.fields import PublicUrlField


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://exemple.fr/page?x=1#a", "https://exemple.fr/page?x=1#a"),
        ("http://exemple.fr", "http://exemple.fr"),
        ("HTTP://EXEMPLE.fr/Page", "http://exemple.fr/Page"),
        ("exemple.fr", "https://exemple.fr"),
        ("www.exemple.fr/page", "https://www.exemple.fr/page"),
        ("//exemple.fr/page", "https://exemple.fr/page"),
        ("exemple.fr:8080/page", "https://exemple.fr:8080/page"),
        ("https://médiathèque.fr/é", "https://xn--mdiathque-53af.fr/%C3%A9"),
        ("https://exemple.fr/a\u200b", "https://exemple.fr/a"),
        ('https://exemple.fr/"><script>', "https://exemple.fr/%22%3E%3Cscript%3E"),
        ("https://exemple.fr./", "https://exemple.fr/"),
    ],
)
def test_public_addresses_pass(typed, kept):
    assert PublicUrlField().clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("javascript:alert(1)", "scheme"),
        ("JavaScript://exemple.fr/%0aalert(1)", "scheme"),
        ("java\tscript:alert(1)", "invalid"),
        ("java\x00script:alert(1)", "scheme"),
        ("data:text/html,<script>", "scheme"),
        ("ftp://exemple.fr/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("mailto:a@b.fr", "scheme"),
        ("https://user:secret@exemple.fr/", "user"),
        ("https://exemple.fr@evil.fr/", "user"),
        ("marie@exemple.fr", "user"),
        ("http://127.0.0.1/", "private"),
        ("http://127.0.0.1:8000/", "private"),
        ("http://[::1]/", "private"),
        ("http://[::ffff:10.0.0.1]/", "private"),
        ("http://10.0.0.1/", "private"),
        ("http://192.168.1.1", "private"),
        ("http://169.254.169.254/latest/", "private"),
        ("http://2130706433/", "private"),
        ("http://0x7f.1/", "private"),
        ("http://127.1/", "private"),
        ("http://0177.0.0.1/", "private"),
        ("http://１２７.0.0.1/", "private"),
        ("http://localhost/", "private"),
        ("http://localhost./", "private"),
        ("localhost:8000", "private"),
        ("http://wiki.local/", "private"),
        ("https://nas.home.arpa/", "private"),
        ("https:\\\\exemple.fr", "invalid"),
        ("https://exemple.fr\\@evil.fr", "invalid"),
        ("https://exemple.fr:99999/", "invalid"),
        ("https://[::1", "invalid"),
        ("https://", "invalid"),
        ("https:exemple.fr", "invalid"),
        ("https://exemple", "invalid"),
        ("https://-exemple.fr/", "invalid"),
        ("https://ex_emple.fr/", "invalid"),
        ("https://a.fr https://b.fr", "invalid"),
        ("notre site", "invalid"),
    ],
)
def test_anything_else_is_refused_with_its_reason(typed, code):
    with pytest.raises(ValidationError) as caught:
        PublicUrlField().clean(typed)
    assert caught.value.messages == [PublicUrlField.default_error_messages[code]]


def test_length_is_that_of_what_is_kept():
    field = PublicUrlField(max_length=30)
    assert field.clean("exemple.fr/" + "a" * 11) == "https://exemple.fr/" + "a" * 11
    with pytest.raises(ValidationError, match="dépasse 30 caractères"):
        field.clean("exemple.fr/" + "a" * 12)
    with pytest.raises(ValidationError, match="dépasse 30 caractères"):
        field.clean("exemple.fr/" + "é" * 4)


def test_empty_when_optional():
    assert PublicUrlField(required=False).clean(" ") == ""
