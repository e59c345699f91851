"""Sheets taken out of the lists of another kind, and out of all that is kept of these lists."""

import pytest
from django.contrib.contenttypes.models import ContentType

from articles.models import Article
from initiatives.models import Initiative
from moderation import actions, listed
from moderation.authors import Author
from moderation.models import Proposal, Revision
from tests import makers

pytestmark = pytest.mark.django_db


def test_out_of_the_list_of_versions_and_of_proposals_under_every_address():
    gone, kept = makers.make_initiative("Oubliée"), makers.make_initiative("Gardée")
    article = makers.make_article(initiatives=[gone, kept])
    former = gone.slug
    gone.rename("autre-adresse")
    gone.save()
    actions.amend(sheet=article, by=Author.system())
    changes = {"initiatives": {"before": [former], "after": ["autre-adresse", kept.slug]}}
    Proposal.objects.create(sheet=article, changes=changes, state="unconfirmed")
    kind = ContentType.objects.get_for_model(Initiative)
    assert listed.forget(Article, "initiatives", kind, [gone.pk]) == [article.pk]
    assert list(article.initiatives.all()) == [kept]
    for revision in Revision.objects.about(article):
        assert revision.data["initiatives"] == [kept.slug]
    assert Proposal.objects.get().changes["initiatives"] == {"before": [], "after": [kept.slug]}
    assert listed.forget(Article, "initiatives", kind, [gone.pk]) == []
