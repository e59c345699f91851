"""Articles of partners in the admin: shown, hidden, linked, within one's territories."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.admin.feed_entries import FeedEntryAdmin, waiting_line
from articles.models import FeedEntry
from moderation.admin.territories import TerritorialAdmin
from places.territory import Territory
from tests import makers
from tests.admin_forms import filled
from tests.partners import make_entry, make_feed

pytestmark = pytest.mark.django_db
LIST = "admin:articles_feedentry_changelist"


@pytest.fixture
def local(client):
    makers.make_commune()
    user = makers.make_moderator("finistere", ["departement-29"])
    client.force_login(user)
    return user


def marseille():
    region = makers.make_region("93", "Provence-Alpes-Côte d’Azur")
    department = makers.make_department("13", "Bouches-du-Rhône", region, (43.5, 5.1))
    return makers.make_commune("13055", "Marseille", (43.2965, 5.3698), department=department)


def change(entry):
    return reverse("admin:articles_feedentry_change", args=[entry.pk])


def act(client, name, *entries, **extra):
    data = {"action": name, "_selected_action": [entry.pk for entry in entries], "index": "0"}
    data |= {f"told-{entry.pk}": entry.told for entry in entries} | extra
    return client.post(reverse(LIST), data, follow=True).content.decode()


def test_several_are_shown_or_hidden_and_the_journal_says_so(client, local):
    first, second = make_entry(state="waiting"), make_entry("Autre", state="shown")
    assert "1 article montré." in act(client, "show", first, second)
    assert FeedEntry.objects.shown().count() == 2
    assert "2 articles cachés." in act(client, "hide", first, second)
    assert not FeedEntry.objects.shown().exists()
    assert LogEntry.objects.filter(user=local).count() == 3


def change_text(entry, **fields):
    FeedEntry.objects.filter(pk=entry.pk).update(**{"title": "Achetez nos pilules"} | fields)


@pytest.mark.parametrize("part", ["title", "excerpt", "link"])
def test_what_has_changed_since_the_list_was_shown_is_not_shown(client, local, part):
    first, second = make_entry("Un", state="waiting"), make_entry("Deux", state="waiting")
    page = client.get(reverse(LIST)).content.decode()
    assert f'name="told-{first.pk}" value="{first.told}"' in page
    assert first.excerpt in page
    change_text(first, **{part: "https://pilules.fr/"})
    said = act(client, "show", first, second)
    assert "1 article montré." in said
    assert "Un article a changé depuis l’affichage de la page, ou n’y était pas\u00a0: relisez" in said
    assert list(FeedEntry.objects.shown()) == [second]
    first.refresh_from_db()
    assert "1 article montré." in act(client, "show", first)


def test_what_was_on_no_page_is_not_shown_with_the_rest_but_is_hidden(client, local):
    first, second = make_entry("Un", state="waiting"), make_entry("Deux", state="waiting")
    third = make_entry("Trois", state="waiting")
    said = act(client, "show", first, select_across="1")
    assert "2 articles ont changé depuis l’affichage de la page, ou n’y étaient pas" in said
    assert list(FeedEntry.objects.shown()) == [first]
    assert "3 articles cachés." in act(client, "hide", first, select_across="1")
    assert {second.pk, third.pk} < set(FeedEntry.objects.filter(state="hidden").values_list("pk", flat=True))


def test_what_has_changed_since_its_page_was_shown_is_shown_there_again(client, local):
    entry = make_entry("Avant", state="waiting")
    data = filled(client, change(entry)) | {"state": "shown"}
    change_text(entry, excerpt="Un autre texte.")
    response = client.post(change(entry), data)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Le site vient de changer ce texte" in page
    assert "Achetez nos pilules" in page and "Un autre texte." in page
    assert not FeedEntry.objects.shown().exists()
    entry.refresh_from_db()
    assert f'value="{entry.told}"' in page
    assert client.post(change(entry), data | {"told": entry.told}).status_code == 302
    assert FeedEntry.objects.shown().exists()


@pytest.mark.parametrize("state", ["hidden", "waiting"])
def test_what_has_changed_is_hidden_all_the_same(client, local, state):
    entry = make_entry("Avant")
    data = filled(client, change(entry)) | {"state": state}
    change_text(entry)
    assert client.post(change(entry), data).status_code == 302
    entry.refresh_from_db()
    assert (entry.state, entry.title) == (state, "Achetez nos pilules")


def test_without_the_mark_of_what_was_read_nothing_is_shown(client, local):
    entry = make_entry(state="waiting")
    data = filled(client, change(entry)) | {"state": "shown"}
    del data["told"]
    assert client.post(change(entry), data).status_code == 200
    assert not FeedEntry.objects.shown().exists()


def test_what_is_elsewhere_is_neither_shown_nor_touched(client, local):
    marseille()
    far_feed = make_feed("Site de Marseille", territory="departement-13")
    far = make_entry("Loin", feed=far_feed, territory="departement-13", state="waiting")
    make_entry("Près", feed=make_feed("Site de Brest"), territory="commune-29019", state="waiting")
    page = client.get(reverse(LIST)).content.decode()
    assert "Site de Brest, " in page and ", Brest (29)" in page
    assert "Près" in page and "Loin" not in page and "Site de Marseille" not in page
    assert client.get(change(far)).status_code == 404
    for across in ("0", "1"):
        act(client, "show", far, select_across=across)
    far.refresh_from_db()
    assert far.state == "waiting"


def test_the_list_is_cut_by_site_and_nonsense_cuts_nothing(client, local):
    first, second = make_feed("Premier"), make_feed("Second")
    make_entry("Du premier", feed=first)
    make_entry("Du second", feed=second)
    page = client.get(reverse(LIST), {"site": first.pk}).content.decode()
    assert "Du premier" in page and "Du second" not in page
    for number in ("x", "-1", "99999999999999999999"):
        assert "Du second" in client.get(reverse(LIST), {"site": number}).content.decode()


def test_an_article_is_put_in_its_place_and_linked(client, local):
    initiative, theme = makers.make_initiative(commune=makers.make_commune()), makers.make_theme()
    entry = make_entry(state="waiting")
    data = filled(client, change(entry)) | {
        "state": "shown", "territory": "Brest", "themes": [theme.pk], "initiatives": [initiative.pk],
    }  # fmt: skip
    if client.post(change(entry), data).status_code == 200:
        data["territory"] = "commune-29019"
        assert client.post(change(entry), data).status_code == 302
    entry.refresh_from_db()
    assert (entry.state, entry.territory) == ("shown", "commune-29019")
    assert "departement-29" in entry.holders
    assert (list(entry.themes.all()), list(entry.initiatives.all())) == ([theme], [initiative])


def test_links_to_initiatives_of_elsewhere_are_neither_shown_made_nor_lost(client, local):
    far = makers.make_initiative("Jardin de Marseille", commune=marseille(), position=None)
    other = makers.make_initiative("Four de Marseille", commune=marseille(), position=None)
    entry = make_entry(initiatives=[far])
    assert "Jardin de Marseille" not in client.get(change(entry)).content.decode()
    data = filled(client, change(entry))
    assert client.post(change(entry), data).status_code == 302
    assert list(entry.initiatives.all()) == [far]
    response = client.post(change(entry), data | {"initiatives": [other.pk]})
    assert response.status_code == 200
    assert "Four de Marseille" not in response.content.decode()
    assert list(entry.initiatives.all()) == [far]


def test_an_article_is_not_given_to_somebody_else(client, local):
    marseille()
    entry = make_entry()
    data = filled(client, change(entry)) | {"territory": "departement-13"}
    assert client.post(change(entry), data).status_code == 200
    entry.refresh_from_db()
    assert entry.territory == ""


def test_nothing_is_added_nor_deleted_by_hand(client, local):
    entry = make_entry()
    assert client.get(reverse("admin:articles_feedentry_add")).status_code == 403
    assert (
        client.post(reverse("admin:articles_feedentry_delete", args=[entry.pk]), {"post": "yes"}).status_code
        == 403
    )


def test_what_waits_is_on_the_desk(local):
    marseille()
    make_entry(state="waiting")
    make_entry(state="waiting", territory="departement-13")
    make_entry(state="hidden")
    assert waiting_line(local).count == 1


@pytest.mark.django_db(transaction=True)
def test_the_history_answers_whatever_the_method(client, local):
    address = reverse("admin:articles_feedentry_history", args=[make_entry().pk])
    assert client.get(address).status_code == client.post(address).status_code == 200


def leave(entry):
    """Give an article to Marseille, as its site does when somebody moves it."""
    entry.place_in(Territory.from_token("departement-13"))
    entry.save()


@pytest.mark.parametrize("go", [leave, FeedEntry.delete])
def test_what_leaves_while_its_page_is_sent_is_not_found(client, local, monkeypatch, go):
    marseille()
    entry = make_entry(territory="commune-29019")
    data = filled(client, change(entry)) | {"state": "hidden"}
    find = TerritorialAdmin.get_object

    def found_just_before(*args):
        found = find(*args)
        go(FeedEntry.objects.get(pk=found.pk))
        return found

    monkeypatch.setattr(TerritorialAdmin, "get_object", found_just_before)
    assert client.post(change(entry), data).status_code == 404
    assert not FeedEntry.objects.filter(state="hidden").exists()


@pytest.mark.parametrize("name", ["show", "hide"])
def test_what_leaves_while_several_are_held_is_not_touched(client, local, monkeypatch, name):
    marseille()
    near, far = (make_entry(title, territory="commune-29019", state="waiting") for title in ("Près", "Loin"))
    hold = FeedEntryAdmin._held

    def held_just_after(self, request, entries):
        chosen = FeedEntry.objects.filter(pk__in=list(entries.values_list("pk", flat=True)))
        leave(far)
        return hold(self, request, chosen)

    monkeypatch.setattr(FeedEntryAdmin, "_held", held_just_after)
    assert "1 article " in act(client, name, near, far)
    far.refresh_from_db()
    assert far.state == "waiting"
