import pytest

from contributors import consent_texts
from contributors.models import Consent

TEXTS = [value for value in vars(consent_texts).values() if isinstance(value, consent_texts.ConsentText)]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.label[:20])
def test_a_consent_can_keep_its_version(text):
    assert 0 < len(text.version) <= Consent._meta.get_field("text_version").max_length


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.label[:20])
def test_each_says_what_is_missing(text):
    assert text.label and text.missing


def test_no_two_texts_for_one_purpose_have_the_same_version():
    words = ("PUBLICATION", "CHANGE", "CALL", "EVENT", "ARTICLE")
    publication = [getattr(consent_texts, word) for word in words]
    assert len({text.version for text in publication}) == len(publication)
    # That of a registration is kept with the registration.
    assert len(TEXTS) - 1 - len(publication) + 1 == len(Consent.Purpose)
