import pytest

from initiatives.submission.forms.actor import MOST_SKILLS, ActorPart, NewActorPart
from tests import makers
from tests.actor_proposals import typed

pytestmark = pytest.mark.django_db


def part(part_type=NewActorPart, **changes):
    return part_type(typed(**changes))


def test_a_complete_actor():
    actor = part()
    assert actor.errors == {}
    assert actor.cleaned_data["skills"] == ["animation", "Compostage"]
    assert actor.token == "departement-29"


@pytest.mark.parametrize("name", ["name", "kind", "summary"])
def test_what_is_needed(name):
    assert list(part(**{name: ""}).errors) == [name]


def test_little_is_needed():
    optional = dict.fromkeys(["description", "themes", "skills", "commune", "territory"], "")
    actor = part(**optional | {"themes": None})
    assert actor.errors == {} and actor.token == ""


@pytest.mark.parametrize("part_type", [NewActorPart, ActorPart])
@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Camille, a@b.fr"},
        {"name": "camille arobase exemple point fr"},
        {"summary": "Écrivez à camille [at] exemple.fr."},
        {"skills": "compost, camille@exemple.fr"},
    ],
)
def test_no_address_hides_in_what_is_public(part_type, changes):
    ((name, errors),) = part(part_type, **changes).errors.items()
    assert name in changes and "adresse électronique" in errors[0]


def test_a_person_is_the_one_who_writes():
    assert list(part(kind="personne").errors) == ["person_consent"]
    assert part(kind="personne", person_consent="on").errors == {}


def test_not_too_many_themes_nor_skills():
    slugs = ("sante", "culture", "numerique", "ecologie")
    themes = [makers.make_theme(slug, slug.title()).pk for slug in slugs]
    assert part(themes=themes[:3]).errors == {}
    assert list(part(themes=themes).errors) == ["themes"]
    assert part(skills=",".join(f"mot {n}" for n in range(MOST_SKILLS))).errors == {}
    assert list(part(skills=",".join(f"mot {n}" for n in range(MOST_SKILLS + 1))).errors) == ["skills"]
    assert list(part(skills="x" * 61).errors) == ["skills"]


def test_a_territory_that_several_have_is_asked():
    reunion = makers.make_region("04", "La Réunion")
    makers.make_department("974", "La Réunion", reunion)
    makers.make_intercommunality("200000001", "CC du Pays Vert", makers.make_department("974"), kind="CC")
    makers.make_intercommunality("200000002", "CC du Pays Vert", makers.make_department(), kind="CC")
    actor = part(territory="CC du Pays Vert")
    assert list(actor.errors) == ["territory_choice"] and len(actor.suggestions) == 2
    chosen = part(territory="CC du Pays Vert", territory_choice="intercommunalite-200000002")
    assert chosen.errors == {} and chosen.token == "intercommunalite-200000002"
    assert list(part(territory="Nulle part du tout").errors) == ["territory"]
