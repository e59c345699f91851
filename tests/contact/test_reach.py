import pytest

from contact import reach
from contributors.models import Contributor
from initiatives.models import Initiative
from moderation import caching, merging
from moderation.authors import Author
from tests import makers
from tests.messages import spoken_for

pytestmark = pytest.mark.django_db


def test_somebody_answers_or_not():
    stranger = Contributor.objects.create(email="inconnue@exemple.fr")
    told = {
        spoken_for("Envoyée"): True,
        makers.make_actor("Publique", email="contact@exemple.fr"): True,
        makers.make_initiative("Jamais confirmée", contributor=stranger): False,
        makers.make_actor("Importée"): False,
    }
    assert {sheet: reach.is_reachable(sheet) for sheet in told} == told
    assert set(reach.reachable(told)) == {sheet for sheet, answer in told.items() if answer}


def test_whoever_wants_no_message_gets_none_until_they_change_their_mind():
    sheet, other = spoken_for(), spoken_for("Autre")
    before = caching.etag()
    reach.silence(sheet=sheet)
    reach.silence(sheet=sheet)
    assert reach.is_silent(sheet) and not reach.is_reachable(sheet) and reach.is_reachable(other)
    assert caching.etag() != before  # pages in caches are made again
    reach.speak(sheet=sheet)
    assert reach.is_reachable(sheet) and not reach.is_silent(sheet)


def test_the_wish_for_no_messages_follows_a_sheet_that_joins_another():
    kept, joined = spoken_for("Le jardin"), spoken_for("Un jardin")
    reach.silence(sheet=joined)
    merged, _ = merging.merge(winner=kept, loser=joined, choices={}, by=Author.system())
    kept.refresh_from_db()
    assert reach.is_silent(kept) and not reach.is_reachable(kept) and reach.receiver_of(kept) is None
    reach.speak(sheet=kept)
    assert reach.is_reachable(kept)
    reach.silence(sheet=kept)
    merging.undo(merged=merged, by=Author.system())
    assert reach.is_reachable(Initiative.objects.get(pk=joined.pk))


def test_a_call_takes_no_messages():
    person = makers.make_contributor()
    call = makers.make_call(initiative=makers.make_initiative(contributor=person), contributor=person)
    assert call.get_contact_url() == "" and reach.sheet_at(reach.token_of(call)) is None
    assert not reach.is_reachable(call) and reach.receiver_of(call) is None


def test_few_queries_whatever_the_number(django_assert_num_queries):
    sheets = [spoken_for(f"Jardin {number}") for number in range(5)]
    sheets += [makers.make_actor(f"Acteur {number}", email="a@exemple.fr") for number in range(5)]
    reach.reachable(sheets)
    with django_assert_num_queries(3):
        assert len(reach.reachable(sheets)) == 10
    with django_assert_num_queries(2):
        reach.is_reachable(sheets[0])
    with django_assert_num_queries(0):
        reach.is_reachable(Initiative(title="Importée"))


def test_a_token_stands_for_one_published_sheet():
    actor, initiative = makers.make_actor("Le four"), makers.make_initiative("Le four")
    makers.make_actor("Secret", status="pending")
    assert reach.sheet_at("acteurs/le-four") == reach.sheet_at("/acteurs/le-four/") == actor
    assert reach.sheet_at(reach.token_of(initiative)) == initiative
    assert reach.sheet_at("le-four") in (actor, initiative)
    for odd in ("", "/", "acteurs/", "acteurs/secret", "themes/le-four", "a\x00b", "x" * 5000, "../le-four"):
        assert reach.sheet_at(odd) is None, odd


def test_sheets_are_found_by_their_names():
    makers.make_commune()
    actor = makers.make_actor("Les Jardins du Bouguen")
    inside = makers.make_actor("Association des jardins")
    initiative = makers.make_initiative("Jardin partagé")
    makers.make_actor("Jardin secret", status="pending")
    initiative.refresh()
    assert set(reach.look_up("jardin")) == {actor, inside, initiative}
    assert reach.look_up("  les JARDINS d")[0] == actor
    assert reach.look_up("ja") == reach.look_up("") == reach.look_up("introuvable") == []
    assert reach.look_up("%%%") == []


def test_who_receives_is_nobody_for_what_is_not_public():
    sheet = spoken_for(status="archived")
    assert reach.receiver_of(sheet) is None and reach.receiver_of(None) is None
