"""Changing an analysis: what is proposed, what is left in peace, versions, merges."""

import pytest
from django.http import QueryDict

from articles.editing import ArticleEditForm
from moderation.authors import Author
from moderation.erasure import erase
from moderation.merging import merge, undo
from moderation.models import Revision
from photos.models import Photo
from tests import makers

pytestmark = pytest.mark.django_db


def changed(article, **changes):
    """Return the form as it was shown, with changes."""
    base = article.snapshot()
    data = QueryDict(mutable=True)
    for name, values in ArticleEditForm(base).as_typed(base).items():
        data.setlist(name, values)
    for name, value in changes.items():
        data[name] = value
    return ArticleEditForm(base, data, is_known=True)


def make_full(**fields):
    return makers.make_article(
        initiatives=[makers.make_initiative()], authors=[makers.make_actor()], events=[makers.make_event()],
        themes=[makers.make_theme()], territory="departement-29", photos=[makers.make_photo()], **fields,
    )  # fmt: skip


def test_nothing_touched_nothing_changes():
    form = changed(make_full())
    assert form.is_valid(), form.error_lines()
    assert form.changes() == {}


def test_what_is_touched_changes_alone():
    article = make_full()
    form = changed(article, title="Autre titre", removed_photos=str(article.photos.get().pk), initiatives="")
    assert form.is_valid(), form.error_lines()
    changes = {name: change["after"] for name, change in form.changes().items()}
    assert changes == {"title": "Autre titre", "photos": [], "initiatives": []}


def test_a_territory_is_changed_by_its_name():
    article = make_full()
    form = changed(article, territory="Bretagne")
    assert form.is_valid(), form.error_lines()
    assert form.changes()["territory"] == {"before": "departement-29", "after": "region-53"}


def test_the_licence_is_not_for_others_to_change():
    assert {"licence", "is_open"}.isdisjoint(ArticleEditForm.fields)


def test_two_become_one_with_the_photo_that_was_chosen_and_part_again(client):
    kept, joined = makers.make_article("Gardée"), make_full(title="Doublon")
    photo = joined.photos.get()
    choices = {"photos": "loser", "initiatives": "loser", "themes": "both"}
    merged, left = merge(winner=kept, loser=joined, choices=choices, by=Author.system())
    assert left == [] and list(kept.photos.all()) == [photo]
    assert client.get(joined.get_absolute_url())["Location"] == kept.get_absolute_url()
    assert Photo.objects.get().is_public
    undo(merged=merged, by=Author.system())
    assert not kept.photos.exists() and list(joined.photos.all()) == [photo]
    assert client.get(joined.get_absolute_url()).status_code == 200


def test_an_erased_one_leaves_nothing_and_its_page_says_so(client):
    article = make_full()
    erase(sheet=article)
    assert not Photo.objects.exists() and not Revision.objects.about(article).exists()
    assert client.get(article.get_absolute_url()).status_code == 410


def test_anybody_proposes_on_its_page(client):
    article = make_full()
    page = client.get(article.get_edit_url()).content.decode()
    assert (
        "Signature" in page
        and "Photos à retirer" in page
        and "Licence" not in page.partition("<form")[2][:200]
    )
    assert client.get(f"{article.get_absolute_url()}signaler/").status_code == 200
    assert client.get(f"{article.get_absolute_url()}ecrire/").status_code == 200
