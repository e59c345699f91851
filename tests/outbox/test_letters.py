"""The words of a mail, from its template."""

import pytest

from outbox.letters import Letter, one_line, write_letter


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_16_a_subject_is_one_line(end):
    assert one_line(f"À relire\u00a0: {end}Bcc: a@b.fr") == "À relire\u00a0: Bcc: a@b.fr"
    assert len(one_line("x" * 300)) == 200


def test_the_first_line_of_a_template_is_the_subject(settings):
    settings.LEGAL = settings.LEGAL | {"contact": "contact@exemple.fr"}
    letter = write_letter("moderation/mail/erased.txt", {"contributor": {"name": "L’Air & <Rien>"}})
    assert letter.subject == "Votre fiche est effacée"
    assert "Bonjour L’Air & <Rien>," in letter.body
    assert "contact@exemple.fr" in letter.body
    assert settings.SITE_URL in letter.body


def test_30_in_html_markup_is_text_and_addresses_are_links():
    html = Letter("<b>", "Voir <img src=x>\n\nhttps://exemple.fr/a?b=1").html
    assert "<title>&lt;b&gt;</title>" in html
    assert "&lt;img src=x&gt;" in html
    assert '<a href="https://exemple.fr/a?b=1"' in html
