"""The pages of analyses, as visitors get them."""

import json
import re
from datetime import timedelta

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from initiatives.models import Actor
from moderation import actions, merging
from moderation.authors import Author
from tests import makers

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def test_an_analysis_has_a_page_with_its_contents(client):
    article = makers.make_article()
    page = text(client.get(article.get_absolute_url()))
    assert '<h2 id="s-commencer-petit">Commencer petit</h2>' in page
    assert '<a href="#s-commencer-petit">Commencer petit</a>' in page
    assert "1 min de lecture" in page and "CC BY-SA 4.0" in page


def test_two_headings_need_no_table_of_contents(client):
    article = makers.make_article(text="## Un\n\nTexte.\n\n## Deux\n\nTexte.")
    assert "Dans ce texte" not in text(client.get(article.get_absolute_url()))


def test_what_is_not_published_has_no_page(client):
    article = makers.make_article(status="pending")
    assert client.get(article.get_absolute_url()).status_code == 404
    assert client.get(article.get_history_url()).status_code == 404


def test_a_former_address_leads_on(client):
    article = makers.make_article()
    former = article.get_absolute_url()
    article.rename("ce-que-l-on-apprend")
    article.save()
    answer = client.get(former)
    assert (answer.status_code, answer["Location"]) == (301, "/analyses/ce-que-l-on-apprend/")


def test_only_what_is_published_is_named(client):
    shown, hidden = makers.make_initiative(), makers.make_initiative("Projet caché", status="pending")
    actor = makers.make_actor("Secrets et compagnie", status="pending")
    article = makers.make_article(
        initiatives=[shown, hidden], authors=[actor], signed_by="Le club du mercredi"
    )
    page = text(client.get(article.get_absolute_url()))
    assert shown.title in page and "Le club du mercredi" in page
    assert "Projet caché" not in page and "Secrets et compagnie" not in page
    row = text(client.get("/analyses/"))
    assert "Secrets et compagnie" not in row
    feed = text(client.get("/flux/analyses.atom"))
    assert "Secrets et compagnie" not in feed and "Le club du mercredi" in feed


def test_what_joined_another_is_named_as_that_one(client):
    kept, joined = makers.make_initiative("Le jardin gardé"), makers.make_initiative("Le jardin doublon")
    article = makers.make_article(initiatives=[joined])
    merging.merge(winner=kept, loser=joined, choices={}, by=Author.system())
    assert "Le jardin gardé" in text(client.get(article.get_absolute_url()))
    assert article.title in text(client.get(kept.get_absolute_url()))
    assert article.title in text(client.get(f"/analyses/?initiative={kept.slug}"))


def test_machines_read_who_wrote_it_and_under_which_licence(client):
    actor = makers.make_actor()
    article = makers.make_article(authors=[actor], signed_by="Camille </script>", licence="CC BY 4.0")
    page = text(client.get(article.get_absolute_url()))
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[0])
    assert data["@type"] == "Article" and data["headline"] == article.title
    assert [author["name"] for author in data["author"]] == [actor.name, "Camille </script>"]
    assert data["license"].startswith("https://creativecommons.org/licenses/by/4.0/")
    assert data["timeRequired"] == "PT1M"


def test_the_list_is_filtered(client):
    garden, health = makers.make_theme(), makers.make_theme("sante", "Santé")
    initiative, actor = makers.make_initiative(), makers.make_actor()
    event = makers.make_event()
    one = makers.make_article("Premier texte", themes=[garden], initiatives=[initiative], kind="portrait")
    two = makers.make_article(
        "Second texte", themes=[health], authors=[actor], events=[event], territory="departement-29"
    )
    for query, wanted in {
        "": {one, two},
        f"theme={garden.slug}": {one},
        "theme=nimporte": {one, two},
        "sorte=portrait": {one},
        "sorte=portrait&sorte=retour": {one, two},
        f"initiative={initiative.slug}": {one},
        f"acteur={actor.slug}": {two},
        f"rencontre={event.slug}": {two},
        "territoire=departement-29": {one, two},
        # The second says that it is about the whole department.
        "territoire=commune-29019": {one},
        "territoire=commune-99999": {one, two},
        "q=premiers+textes": {one},
        "q=%00": {one, two},
    }.items():
        page = text(client.get(f"/analyses/?{query}"))
        found = {article for article in (one, two) if article.title in page}
        assert found == wanted, query
    assert client.get("/analyses/?ou=Brest").status_code == 302


def test_a_territory_typed_by_name_filters(client):
    makers.make_commune()
    answer = client.get("/analyses/?ou=Finistère&theme=rien")
    assert answer["Location"] == "/analyses/?territoire=departement-29"
    assert "n’est pas un territoire connu" in text(client.get("/analyses/?ou=Nullepart"))


def test_the_list_asks_the_same_number_of_queries_whatever_its_length(client):
    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get("/analyses/")
        return len(found)

    makers.make_article(themes=[makers.make_theme()], authors=[makers.make_actor()])
    few = queries()
    for rank in range(6):
        makers.make_article(f"Texte {rank}", themes=[makers.make_theme()], authors=[makers.make_actor()])
    assert queries() == few


def test_the_feed_is_read_by_another_program(client):
    article = makers.make_article("Un titre & <b>des signes</b>", themes=[makers.make_theme()])
    makers.make_article("Autre", kind="portrait")
    feed = feedparser.parse(client.get("/flux/analyses.atom?sorte=retour").content)
    assert not feed.bozo and [entry.title for entry in feed.entries] == [article.title]
    assert feed.entries[0].link.endswith(article.get_absolute_url())
    assert (
        feed.entries[0].id == f"tag:localhost,2026:analyse-{article.pk}" or "analyse-" in feed.entries[0].id
    )


def test_pages_of_what_it_is_about_say_what_to_read(client):
    garden, initiative, actor = makers.make_theme(), makers.make_initiative(), makers.make_actor()
    article = makers.make_article(themes=[garden], initiatives=[initiative], authors=[actor])
    other = makers.make_article("Tout autre chose", themes=[makers.make_theme("sante", "Santé")])
    pages = [initiative.get_absolute_url(), actor.get_absolute_url(), garden.get_absolute_url()]
    for address in [*pages, "/territoires/departement/29/"]:
        page = text(client.get(address))
        assert "À lire" in page and article.title in page and other.title not in page, address
    actions.withdraw(sheet=article, by=Author.system())
    for address in pages:
        assert article.title not in text(client.get(address)), address


def test_a_past_meeting_asks_for_a_report_and_shows_it(client, time_machine):
    event = makers.make_event()
    time_machine.move_to(timezone.now() + timedelta(days=20))
    page = text(client.get(event.get_absolute_url()))
    assert f"/analyses/proposer/?rencontre={event.slug}" in page and "À lire" not in page
    report = makers.make_article("Ce qui s’est dit", kind="compte-rendu", events=[event])
    assert report.title in text(client.get(event.get_absolute_url()))
    assert event.title in text(client.get(report.get_absolute_url()))


def test_an_open_page_says_so_and_how_many_wrote_it(client):
    article = makers.make_article(kind="methode", is_open=True)
    page = text(client.get(article.get_absolute_url()))
    assert "Améliorer cette page" in page and "1 version" in page
    article.summary = "Autre résumé."
    article.save()
    actions.amend(sheet=article, by=Author.moderator(makers.make_moderator()))
    page = text(client.get(article.get_absolute_url()))
    assert "2 versions" in page and "1 par l’équipe de modération" in page


def test_a_page_that_is_not_open_offers_a_correction_only(client):
    page = text(client.get(makers.make_article().get_absolute_url()))
    assert "Améliorer cette page" not in page and "Proposer une modification" in page


def test_actors_that_are_merged_sign_under_their_new_name(client):
    kept, joined = makers.make_actor("Le bon nom"), makers.make_actor("Le vieux nom")
    article = makers.make_article(authors=[joined])
    merging.merge(winner=kept, loser=joined, choices={}, by=Author.system())
    assert Actor.objects.get(pk=joined.pk).merged_into_id == kept.pk
    assert "Le bon nom" in text(client.get(article.get_absolute_url()))
