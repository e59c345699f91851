import pytest
from django.http import QueryDict

from initiatives.models import Actor
from initiatives.submission.forms.carrier import CarrierForm, published_actors
from moderation.models import Status
from tests import makers

pytestmark = pytest.mark.django_db


def form(**data):
    typed = QueryDict(mutable=True)
    typed.update({"carrier": "actor"} | data)
    made = CarrierForm(typed)
    made.full_clean()
    return made


@pytest.mark.parametrize(
    "typed", ["Les Jardins du Bouguen", "les jardins du bouguen", "LES JARDINS DU-BOUGUEN "]
)
def test_an_actor_of_the_directory_is_known_by_its_name(typed):
    actor = makers.make_actor("Les Jardins du Bouguen")
    made = form(actor_name=typed)
    assert not made.errors
    assert made.cleaned_data["actor"] == actor


@pytest.mark.parametrize("status", [Status.UNCONFIRMED, Status.PENDING, Status.ARCHIVED])
def test_one_that_is_not_published_is_not_given_away(status):
    makers.make_actor(status=status)
    assert list(form(actor_name="Les Jardins du Bouguen").errors) == ["actor_kind"]


def test_a_new_one_needs_a_kind():
    made = form(actor_name="Les Mains vertes", actor_kind="association")
    assert not made.errors
    assert made.cleaned_data["actor"] is None


def test_homonyms_are_asked_about_and_the_choice_is_taken():
    brest = makers.make_actor("Emmaüs", commune=makers.make_commune())
    paris = makers.make_actor("Emmaus", commune=makers.make_paris())
    made = form(actor_name="Emmaüs")
    assert list(made.errors) == ["actor_choice"]
    assert made.homonyms == [brest, paris]
    assert "Emmaus, association, Paris (75)" in str(made["actor_choice"])
    assert form(actor_name="Emmaüs", actor_choice=str(paris.pk)).cleaned_data["actor"] == paris
    assert list(form(actor_name="Emmaüs", actor_choice="new").errors) == ["actor_kind"]
    assert (
        form(actor_name="Emmaüs", actor_choice="new", actor_kind="association").cleaned_data["actor"] is None
    )


@pytest.fixture
def two():
    return makers.make_actor("Emmaüs"), makers.make_actor("Emmaüs")


@pytest.mark.parametrize("choice", ["0", "x", "999999999999"])
def test_a_forged_choice_is_refused(two, choice):
    other = makers.make_actor("Un autre")
    for value in (choice, str(other.pk)):
        made = form(actor_name="Emmaüs", actor_choice=value)
        assert "actor_choice" in made.errors


def test_a_name_that_has_no_letter_matches_nothing():
    makers.make_actor("!!!")
    assert not published_actors("---").exists()


def test_a_person_is_named_in_words_only():
    made = form(carrier="person", carried_by="Camille Le Goff", actor_name="", actor_kind="x")
    assert not made.errors
    assert made.cleaned_data["actor"] is None
    assert not form(carrier="person").errors


def test_a_person_has_a_page_by_their_own_consent_only():
    person = {"actor_name": "Camille Le Goff", "actor_kind": Actor.Kind.PERSON}
    assert list(form(**person).errors) == ["person_consent"]
    assert not form(**person, person_consent="on").errors


def test_a_group_needs_its_name():
    assert list(form().errors) == ["actor_name"]
    assert list(form(carrier="").errors) == ["carrier"]
