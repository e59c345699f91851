"""What the database holds to, whoever writes to it; and in whose territories analyses are."""

import pytest
from django.db import IntegrityError, transaction

from articles.models import Article
from places.territory import Territory
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fields",
    [{"kind": "pamphlet"}, {"title": ""}, {"licence": "WTFPL"}, {"is_open": True, "kind": "portrait"}],
)
def test_bad_states_cannot_exist(fields):
    article = makers.make_article()
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**fields)


def test_the_address_is_made_of_the_title_and_is_nobody_elses():
    first, second = makers.make_article("Proposer"), makers.make_article("Proposer")
    assert (first.slug, second.slug) == ("article-proposer", "article-proposer-2")


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (320, 1), (2200, 10)])
def test_how_long_it_takes_to_read(words, minutes):
    assert Article(text="mot " * words).minutes == minutes


def test_moderators_find_what_is_about_their_territory_or_names_what_is_there():
    here = makers.make_article("Ici", territory="commune-29019")
    wider = makers.make_article("Plus large", territory="region-53")
    named = makers.make_article("Par une initiative", initiatives=[makers.make_initiative()])
    met = makers.make_article("Par une rencontre", events=[makers.make_event()])
    nowhere = makers.make_article("Nulle part")
    (department, region) = Territory.from_tokens(["departement-29", "region-53"])
    assert set(Article.objects.within([department])) == {here, named, met}
    found = set(Article.objects.within([region]))
    assert wider in found and nowhere not in found
    assert not Article.objects.within([]).exists()


def test_moderators_of_a_theme_find_what_names_none_too():
    garden = makers.make_theme()
    about, other = makers.make_article("A", themes=[garden]), makers.make_article("B")
    health = makers.make_article("C", themes=[makers.make_theme("sante", "Santé")])
    assert set(Article.objects.within_themes([garden.slug])) == {about, other}
    assert health not in Article.objects.within_themes([garden.slug])


def test_looked_up_by_its_words():
    article = makers.make_article("Récoltes partagées")
    makers.make_article("Récoltes secrètes", status="pending")
    assert Article.look_up("recolte", 5) == [article]
