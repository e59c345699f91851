import pytest
from django.http import QueryDict

from initiatives.models import Initiative
from initiatives.submission.forms import SubmissionForm
from initiatives.submission.preview import Preview, data_uri
from tests import makers
from tests.proposals import proposal

pytestmark = pytest.mark.django_db


def preview(**changes):
    data = QueryDict(mutable=True)
    for name, value in proposal(**changes).items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    form = SubmissionForm(data)
    assert form.is_valid(), form.error_lines()
    return Preview(form)


def test_it_stands_for_the_sheet_and_makes_nothing():
    digital = makers.make_theme("numerique", "Numérique et communs")
    seen = preview(themes=[digital.pk])
    assert (seen.title, seen.since, seen.get_stage_display()) == (
        "Jardin partagé du Bouguen",
        2019,
        "En activité",
    )
    assert [theme.slug for theme in seen.all_themes] == ["alimentation", "numerique"]
    assert [place.label for place in seen.locations.all()] == ["Brest (29)"]
    assert seen.tag_names == ["jardin", "compost"]
    assert not Initiative.objects.exists()


def test_who_carries_it_is_known_new_or_named_in_words():
    actor = makers.make_actor("Wiki")
    known = preview(actor_name="wiki")
    assert (known.actor, known.new_actor, known.actor_label) == (actor, "", "Wiki")
    new = preview()
    assert (new.actor, new.new_actor, new.actor_label) == (
        None,
        "Les Jardins du Bouguen",
        "Les Jardins du Bouguen",
    )
    person = preview(carrier="person", carried_by="Camille")
    assert (person.actor, person.new_actor, person.actor_label) == (None, "", "Camille")


def test_what_it_has_not_is_said():
    with pytest.raises(AttributeError):
        _ = preview().nothing_of_that_name


def test_a_photo_is_carried_by_the_page_itself():
    photo = makers.make_photo()
    assert data_uri(photo, 320).startswith("data:image/webp;base64,UklGR")
    assert len(data_uri(photo, 10_000)) > len(data_uri(photo, 1))
    photo.path(320).unlink()
    assert data_uri(photo, 320) == ""
