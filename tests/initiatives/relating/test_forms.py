import pytest

from initiatives.relating.forms import WayForm
from tests import relations

pytestmark = pytest.mark.django_db


def test_the_form_says_why_not():
    one, two = relations.initiative("Un"), relations.initiative("Deux", "d@exemple.fr")
    form = WayForm(one, two, {"way": "inspiree"})
    by = relations.author_of(one)
    assert form.is_valid() and form.propose(by) and form.done == "propose"
    assert not form.propose(by)
    assert form.errors["way"] == ["Vous l’avez déjà proposé."]
    assert not WayForm(one, two, {"way": "surveille"}).is_valid()
