import pytest

from initiatives.relating import mails
from tests import makers, relations

pytestmark = pytest.mark.django_db
HOSTILE = "Jardin\r\nBcc: x@y.fr <b>"


def test_names_stay_text_and_add_no_header():
    actor, garden = relations.actor(HOSTILE, "a@exemple.fr"), relations.initiative()
    mails.ask(
        bond=relations.leads(actor, garden),
        silent=garden,
        speaker=garden.submitted_by,
        token="secret",
        again=True,
    )
    (mail,) = relations.mails("jardin@exemple.fr")
    assert "\n" not in mail.subject and "\r" not in mail.subject
    assert mail.subject.startswith("Rappel") and "<b>" in mail.body
    assert "/relations/secret/" in mail.body


@pytest.mark.parametrize(("yes", "words"), [(True, "Les deux fiches le montrent"), (False, "a répondu non")])
def test_an_answer_is_told_without_anybody_s_address(yes, words):
    actor, garden = relations.actor(), relations.initiative()
    bond = relations.leads(actor, garden)
    mails.tell_answered(bond=bond, sheet=actor, other=garden, proposer=actor.submitted_by, yes=yes)
    (mail,) = relations.mails("actrice@exemple.fr")
    assert words in mail.body and "jardin@exemple.fr" not in mail.body


def test_pages_are_listed_with_the_sheet_one_came_from():
    sheet, other = makers.make_initiative(), makers.make_actor("Autre")
    mails.send_pages(
        contributor=makers.make_contributor("a@exemple.fr"), pages=[(sheet, "secret")], other=other
    )
    (mail,) = relations.mails("a@exemple.fr")
    assert f"/relations/secret/?avec=actor-{other.pk}" in mail.body and "Autre" in mail.body
