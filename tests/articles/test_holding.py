"""What becomes of analyses when the sheets that they name are deleted, one or ten thousand."""

import pytest
from django.db import connection

from articles.models import Article
from initiatives.trial import removal
from initiatives.trial.sheets import SOURCE
from moderation import actions
from moderation.authors import Author
from moderation.erasure import erase
from moderation.models import Proposal, Revision
from tests import makers

pytestmark = pytest.mark.django_db


def test_an_erased_sheet_is_named_nowhere(client):
    initiative, actor = makers.make_initiative("Projet à oublier"), makers.make_actor("Personne à oublier")
    event = makers.make_event("Soirée à oublier")
    article = makers.make_article(initiatives=[initiative], authors=[actor], events=[event])
    slugs = (initiative.slug, actor.slug, event.slug)
    Proposal.objects.create(
        sheet=article, changes={"initiatives": {"before": [slugs[0]], "after": []}}, state="unconfirmed"
    )
    actions.amend(sheet=article, by=Author.system())
    for sheet in (initiative, actor, event):
        erase(sheet=sheet)
    kept = [str(revision.data) for revision in Revision.objects.about(article)]
    kept += [str(proposal.changes) for proposal in Proposal.objects.about(article)]
    assert kept and not any(slug in text for text in kept for slug in slugs)
    page = client.get(article.get_absolute_url())
    assert page.status_code == 200 and "à oublier" not in page.content.decode()


def test_an_analysis_is_no_more_where_what_it_named_was():
    initiative = makers.make_initiative()
    article = makers.make_article(initiatives=[initiative])
    assert "departement-29" in article.keys
    erase(sheet=initiative)
    assert Article.objects.get(pk=article.pk).keys == []


def test_trial_sheets_go_whatever_names_them():
    initiative = makers.make_initiative(source=SOURCE)
    article = makers.make_article(initiatives=[initiative])
    assert removal.remove() == 1
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert Article.objects.get() == article
    assert not article.initiatives.exists()
