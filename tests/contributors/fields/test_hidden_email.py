import time

import pytest
from django.core.exceptions import ValidationError

from contributors.fields.hidden_email import hides_an_email, refuse_hidden_email


@pytest.mark.parametrize(
    "text",
    [
        "a@b.fr",
        "Écrivez à camille.le-goff@exemple.fr, ou venez.",
        "camille arobase exemple point fr",
        "CAMILLE [at] exemple [dot] fr",
        "camille(at)exemple.fr",
        "camille (arobase) exemple.fr",
        "camille @ exemple . fr",
        "camille＠exemple．fr",
        "camille@exemple(point)fr",
        "camille at exemple.fr",
        "camille_arobase_exemple_point_fr",
        "camille {at} sous.exemple (dot) com",
        "cam\u200bille@exem\u200bple.fr",
    ],
)
def test_an_address_is_found_however_it_is_disguised(text):
    assert hides_an_email(text)
    with pytest.raises(ValidationError, match="adresse électronique"):
        refuse_hidden_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "doc@brest",
        "doc@brest. Le réseau coopératif des bibliothécaires",
        "L’Association Arobase Quimper. On y apprend à lire.",
        "Arobase Quimper point de rencontre",
        "@territoires, sur les réseaux",
        "20 @ 30 personnes",
        "Espace Arobase, point info",
    ],
)
def test_names_and_sentences_are_left_in_peace(text):
    assert not hides_an_email(text)
    refuse_hidden_email(text)


@pytest.mark.parametrize("text", ["a@", "a arobase ", "a@b.", "a at b point ", "(", " -_", "a at" + " " * 90])
def test_no_text_is_long_to_read(text):
    start = time.process_time()
    hides_an_email((text * 10_000)[:10_000])
    assert time.process_time() - start < 1
