"""Pages of the admin that stay open while a sheet changes."""

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from initiatives.models import Actor, Initiative, Location
from moderation import actions, proposals
from moderation.admin.decisions import DECISIONS
from moderation.admin.seen import brought_up, changed_since, rebase, seen_in, told_since
from moderation.authors import Author
from moderation.models import CharterPoint, CharterTick, Revision, Status
from moderation.wishes import newest_version, newest_versions
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db

LIST = "/admin/initiatives/initiative/"
CHANGED = "La fiche a changé pendant que cette page était ouverte"


@pytest.fixture
def moderator(client):
    user = makers.make_moderator()
    client.force_login(user)
    return user


def page_of(sheet, *args):
    name = f"admin:initiatives_{sheet._meta.model_name}_{'decide' if args else 'change'}"
    return reverse(name, args=[sheet.pk, *args])


def correct(sheet, **after):
    """Change a sheet as its author does, without the page of anybody else."""
    before = sheet.snapshot()
    said = {name: {"before": before[name], "after": value} for name, value in after.items()}
    person = sheet.submitted_by or makers.make_contributor()
    actions.lock(sheet)
    proposals.correct(sheet=sheet, contributor=person, changes=said, seen=newest_version(sheet))


def pending(**fields):
    author = makers.make_contributor("camille@exemple.fr")
    sheet = makers.make_initiative(status=Status.PENDING, contributor=author, **fields)
    actions.record(sheet, action=Revision.Action.SUBMIT, by=Author.contributing(author))
    return sheet


def two_places():
    return [{"kind": "commune", "commune": makers.make_commune()}, {"kind": "online"}]


# --- The form of a sheet ---


def test_an_actor_is_not_put_back_as_an_open_page_had_it(client, moderator):
    actor = makers.make_actor(description="Avant")
    actions.record(actor, action=Revision.Action.IMPORT, by=Author.system())
    url = page_of(actor)
    data = filled(client, url) | {"name": "Le nouveau nom"}
    actor.description = "Corrigée par une autre personne"
    actor.save()
    actions.amend(sheet=actor, by=Author.system())
    response = client.post(url, data)
    page = response.content.decode()
    assert response.status_code == 200 and f"{CHANGED}\u00a0: description." in page
    assert reverse("admin:initiatives_actor_history", args=[actor.pk]) in page
    assert 'value="Le nouveau nom"' in page
    assert "Corrigée par une autre personne</textarea>" in page, "what was not touched is that of today"
    now = Actor.objects.get(pk=actor.pk)
    assert (now.name, now.description) == (actor.name, "Corrigée par une autre personne")
    again = data | {"seen": newest_version(actor), "description": "Les deux ensemble"}
    assert f'name="seen" value="{again["seen"]}"' in page
    assert client.post(url, again).status_code == 302
    now.refresh_from_db()
    assert (now.name, now.description) == ("Le nouveau nom", "Les deux ensemble")


def test_a_page_of_an_initiative_may_be_sent_again_after_its_places_changed(client, moderator):
    sheet = pending()
    url = page_of(sheet)
    data = filled(client, url) | {"title": "Titre de la modération", "locations-0-address": "3, rue du Port"}
    former = sheet.locations.get().pk
    (place,) = sheet.snapshot()["locations"]
    places = [place, dict.fromkeys(place) | {"kind": "online", "address": ""}]
    correct(sheet, locations=places)
    assert not Location.objects.filter(pk=former).exists()
    response = client.post(url, data)
    assert response.status_code == 200 and f"{CHANGED}\u00a0: lieux." in response.content.decode()
    assert not response.context["inline_admin_formsets"][0].formset.total_error_count()
    data = sent_again(response) | {"seen": newest_version(sheet)}
    assert (data["title"], data["locations-0-address"]) == ("Titre de la modération", "3, rue du Port")
    assert client.post(url, data).status_code == 302
    sheet.refresh_from_db()
    assert sheet.title == "Titre de la modération"
    assert list(sheet.locations.values_list("kind", "address")) == [
        ("point", "3, rue du Port"),
        ("online", ""),
    ]


def sent_again(response):
    class Page:
        def get(self, url):
            return response

    return filled(Page(), "")


def test_a_page_stays_good_when_somebody_corrects_something_else_than_places(client, moderator):
    sheet = pending()
    former = sheet.locations.get().pk
    correct(sheet, title="Titre de la personne")
    assert sheet.locations.get().pk == former


def test_publishing_what_the_author_corrects_meanwhile_waits_for_another_look(client, moderator):
    sheet = pending()
    url = page_of(sheet)
    data = filled(client, url) | {"_publish": "1"}
    correct(sheet, summary="Ce que personne n’a lu.")
    assert CHANGED in client.post(url, data).content.decode()
    sheet.refresh_from_db()
    assert (sheet.status, sheet.summary) == (Status.PENDING, "Ce que personne n’a lu.")


def test_what_was_not_touched_is_brought_up_and_what_was_typed_stays():
    sheet = pending(summary="Une ligne.\nDeux.")
    seen = newest_version(sheet)
    correct(sheet, summary="Résumé corrigé.", title="Titre corrigé", since=1999)
    sheet.refresh_from_db()
    data = QueryDict(mutable=True)
    data.update({"summary": "Une ligne.\r\nDeux.", "title": "Titre tapé", "since": "2019", "autre": "x"})
    fresh = brought_up(data, sheet, seen)
    assert fresh.dict() == {
        "summary": "Résumé corrigé.",
        "title": "Titre tapé",
        "since": "2019",
        "autre": "x",
    }
    assert brought_up(data, sheet, -1) == data


# --- Decisions ---


def test_a_decision_is_asked_again_once_the_sheet_changed(client, moderator):
    sheet = pending()
    url = page_of(sheet, "refuse")
    seen = newest_version(sheet)
    assert f'name="seen" value="{seen}"' in client.get(url).content.decode()
    correct(sheet, summary="Autre chose.")
    said = {"confirmed": "1", "reason": "Trop court.", "seen": str(seen)}
    page = client.post(url, said).content.decode()
    assert f"{CHANGED}\u00a0: résumé." in page and "Trop court." in page
    assert f'name="seen" value="{newest_version(sheet)}"' in page
    sheet.refresh_from_db()
    assert sheet.status == Status.PENDING
    client.post(url, said | {"seen": str(newest_version(sheet))})
    sheet.refresh_from_db()
    assert sheet.status == Status.REFUSED


def test_of_several_sheets_the_one_that_changed_stays(client, moderator):
    one, two = pending(), makers.make_initiative("Autre", status=Status.PENDING)
    chosen = {"action": "decide_publish", "_selected_action": [one.pk, two.pk]}
    page = client.post(LIST, chosen).content.decode()
    seen = {f"seen-{number}": str(version) for number, version in newest_versions([one, two])}
    assert all(f'name="{name}" value="{value}"' in page for name, value in seen.items())
    correct(one, summary="Ce que personne n’a lu.")
    response = client.post(LIST, chosen | seen | {"confirmed": "1"}, follow=True)
    told = [str(message) for message in response.context["messages"]]
    assert told[1:] == [f"«\u00a0{one.title}\u00a0» vient de changer\u00a0: relisez-la avant de décider."]
    assert dict(Initiative.objects.values_list("pk", "status")) == {one.pk: "pending", two.pk: "published"}


def test_what_changes_between_the_check_and_the_decision_is_seen_too(moderator):
    sheet = pending()
    seen = {sheet.pk: newest_version(sheet)}
    correct(sheet, summary="Autre chose.")
    outcome = DECISIONS["publish"].take([sheet], by=Author.moderator(moderator), seen=seen)
    assert not outcome.done and "vient de changer" in outcome.refusals[0]


def test_ticks_go_with_the_words_they_were_about():
    sheet, other = pending(), makers.make_initiative("Autre", status=Status.PENDING)
    point = CharterPoint.objects.create(text="Ouverte à tout le monde")
    for ticked in (sheet, other):
        CharterTick.objects.create(sheet=ticked, point=point)
    correct(sheet, summary="Autre chose.")
    assert [tick.sheet for tick in CharterTick.objects.all()] == [other]


# --- Versions ---


def test_a_step_that_leaves_the_words_alone_is_no_change():
    sheet = pending()
    seen = newest_version(sheet)
    actions.publish(sheet=sheet, by=Author.system())
    assert newest_version(sheet) != seen and not changed_since(sheet, seen)


def test_a_change_that_was_taken_back_is_one_all_the_same():
    """Its rows may not be those of the page any more."""
    sheet = pending()
    seen, title = newest_version(sheet), sheet.title
    for words in ("Autre titre", title):
        correct(sheet, title=words)
        sheet.refresh_from_db()
    assert changed_since(sheet, seen)
    assert CHANGED + "." in told_since(sheet, seen)


@pytest.mark.parametrize("sent", ["", "x", "-1", "99999999999999999999", "１２"])
def test_an_odd_number_is_no_version(sent):
    sheet = pending()
    assert seen_in({"seen": sent}) == -1
    assert changed_since(sheet, -1)
    assert CHANGED in told_since(sheet, -1)


def test_a_version_of_another_sheet_says_nothing():
    sheet, other = pending(), makers.make_initiative("Autre")
    assert changed_since(sheet, newest_version(other))


# --- Rows ---


def test_rows_that_are_gone_lead_to_those_that_resemble_them_and_the_rest_come_last():
    sheet = makers.make_initiative(locations=two_places())
    online, commune = Location.objects.get(kind="online"), Location.objects.get(kind="commune")
    data = QueryDict(mutable=True)
    kinds = ["online", "itinerant", "commune", "national"]
    data.update({"locations-INITIAL_FORMS": "3", "locations-TOTAL_FORMS": "4"})
    for rank, kind in enumerate(kinds):
        number = str(10**9 + rank) if rank < 2 else str(commune.pk) if rank == 2 else ""
        data.update({f"locations-{rank}-id": number, f"locations-{rank}-kind": kind})
    files = MultiValueDict({"locations-1-file": ["Un fichier"], "autre": ["Reste"]})
    rebase(data, files, "locations", list(sheet.locations.all()))
    found = [(data[f"locations-{rank}-id"], data[f"locations-{rank}-kind"]) for rank in range(4)]
    assert found == [
        (str(online.pk), "online"),
        (str(commune.pk), "commune"),
        ("", "itinerant"),
        ("", "national"),
    ]
    assert data["locations-INITIAL_FORMS"] == "2"
    assert files == {"locations-2-file": ["Un fichier"], "autre": ["Reste"]}


@pytest.mark.parametrize(
    ("initial", "total"), [("x", "1"), ("9", "1"), ("", ""), ("9999", "9999"), ("-1", "1")]
)
def test_odd_counts_are_left_to_the_formset(initial, total):
    data = QueryDict(mutable=True)
    data.update({"p-INITIAL_FORMS": initial, "p-TOTAL_FORMS": total})
    before = data.copy()
    rebase(data, MultiValueDict(), "p", [])
    assert data == before
