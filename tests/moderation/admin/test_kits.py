"""Verifying together, in the admin: a list, its print, its answers; case 43 of security.md for them."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from initiatives.models import Initiative
from moderation import erasure, kits
from moderation.authors import Author
from moderation.models import Kit, Report
from places.territory import Territory
from tests import makers
from tests.moderation.admin.test_territories import moderation_group

pytestmark = pytest.mark.django_db
LIST = "/admin/moderation/kit/"


@pytest.fixture
def moderator(client):
    """Return a moderator of the Finistère, logged in, with the rights of the group « Modération »."""
    makers.make_commune()
    user = makers.make_moderator("finistere", ["departement-29"])
    rights = moderation_group().permissions.all()
    import_module("moderation.migrations.0011_kits").give_rights(apps, None)
    user.groups.get().permissions.set(rights)
    client.force_login(user)
    return user


def make_kit(by, *titles, **place):
    for title in titles:
        makers.make_initiative(title, **place)
    return kits.make(kind=Initiative, territory=Territory.from_token("departement-29"), by=by)


def page(name, kit, number=1):
    if name == "change":
        return reverse("admin:moderation_kit_change", args=[kit.pk])
    return reverse(f"admin:kit_{name}", args=[kit.pk, number])


def test_the_front_page_leads_to_the_lists(client, moderator):
    assert LIST in client.get("/admin/").content.decode()


def test_a_list_is_made_printed_and_answered(client, moderator):
    makers.make_initiative(
        "Jardin <b>du</b> Bouguen",
        phone="02 98 00 00 00",
        email="jardin@exemple.fr",
        opening_hours="Samedi à 10 h",
        links=[{"url": "https://exemple.fr/jardin", "title": ""}],
    )
    makers.make_initiative("Repair café")
    asked = client.get(f"{LIST}add/?territoire=departement-29").content.decode()
    assert 'value="departement-29"' in asked
    assert "Finistère (département)" in asked
    made = client.post(f"{LIST}add/", {"kind": "initiatives.initiative", "territory": "finistère"})
    kit = Kit.objects.get()
    assert made.headers["Location"] == page("change", kit)
    assert "0 sur 2" in client.get(LIST).content.decode()
    assert page("print", kit) in client.get(page("change", kit)).content.decode()
    paper = client.get(page("print", kit)).content.decode()
    assert "Jardin &lt;b&gt;du&lt;/b&gt; Bouguen" in paper
    for text in ("Brest (29)", "02 98 00 00 00", "jardin@exemple.fr", "Samedi à 10", "exemple.fr/jardin"):
        assert text in paper
    assert paper.count('class="qr"') == paper.count("Introuvable") == 2
    asked = client.post(page("entry", kit), {"l1-answer": "true", "l2-answer": "wrong", "l2-note": "Fermé"})
    text = asked.content.decode()
    assert "Encore juste\u00a0: <strong>1</strong>" in text and "À corriger\u00a0: <strong>1</strong>" in text
    assert not Report.objects.exists()
    sent = dict(re.findall(r'type="hidden" name="(l\d-\w+|confirmed)" value="([^"]*)"', text))
    kept = client.post(page("entry", kit), sent, follow=True).content.decode()
    assert "2 réponses enregistrées." in kept and "2 sur 2" in kept
    assert Initiative.objects.get(title="Jardin <b>du</b> Bouguen").verified_at == timezone.localdate()
    assert Report.objects.get().sheet.title_text == "Repair café"
    assert "À corriger, saisie le" in client.get(page("entry", kit)).content.decode()


def test_nothing_typed_is_lost_on_an_error(client, moderator):
    kit = make_kit(moderator, "A", "B", "C")
    data = {"l1-answer": "wrong", "l2-answer": "true", "l3-note": "Sans réponse", "confirmed": "1"}
    text = client.post(page("entry", kit), data).content.decode()
    assert "<title>Erreur" in text
    assert "Écrivez ce qui est à corriger." in text
    assert "Choisissez une réponse" in text
    assert re.search(r'name="l2-answer" value="true"[^>]*checked', text)
    assert 'value="Sans réponse"' in text
    assert not kit.lines.exclude(answer="").exists()


def test_one_goes_back_from_the_last_look_with_all_that_was_typed(client, moderator):
    kit = make_kit(moderator, "A")
    data = {"l1-answer": "lost", "l1-note": "Parti\u202f?", "confirmed": "1", "_back": "x"}
    text = client.post(page("entry", kit), data).content.decode()
    assert re.search(r'name="l1-answer" value="lost"[^>]*checked', text)
    assert 'value="Parti\u202f?"' in text
    assert not Report.objects.exists()


def test_what_somebody_else_entered_meanwhile_is_told_row_by_row(client, moderator):
    kit = make_kit(moderator, "A", "B")
    other = Author.moderator(makers.make_moderator("autre"))
    kits.enter(line=kit.lines.get(number=1), answer="lost", note="", by=other)
    data = {"l1-answer": "true", "l2-answer": "true", "confirmed": "1"}
    text = client.post(page("entry", kit), data).content.decode()
    assert "1 réponse enregistrée." in text
    assert "Une réponse venait d’être saisie\u00a0: «\u00a0Introuvable\u00a0»" in text
    assert list(kit.lines.values_list("answer", flat=True)) == ["lost", "true"]


def test_a_row_that_is_refused_leaves_the_others_done(client, moderator, monkeypatch):
    kit = make_kit(moderator, "A", "B")
    Initiative.objects.filter(title="A").update(status="archived")
    text = client.post(
        page("entry", kit), {"l1-answer": "true", "l2-answer": "true", "confirmed": "1"}
    ).content.decode()
    assert "1 réponse enregistrée." in text and "vérification impossible" in text
    assert list(kit.lines.values_list("answer", flat=True)) == ["", "true"]
    assert re.search(r'name="l1-answer" value="true"[^>]*checked', text)


def test_the_same_page_sent_twice_changes_nothing(client, moderator):
    kit = make_kit(moderator, "A")
    data = {"l1-answer": "wrong", "l1-note": "Fermé", "confirmed": "1"}
    client.post(page("entry", kit), data)
    again = client.post(page("entry", kit), data, follow=True).content.decode()
    assert "Aucune réponse à enregistrer." in again and "n’est pas gardée" not in again
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    "data",
    [
        {"l1-answer": "merged"},
        {"l1-answer": "true", "l1-note": "x" * 501},
        {"l1-answer": "", "l9-answer": "true"},
    ],
)
def test_answers_that_make_no_sense_are_refused(client, moderator, data):
    kit = make_kit(moderator, "A")
    assert client.post(page("entry", kit), data | {"confirmed": "1"}).status_code == 200
    assert kit.lines.get().answer == ""


@pytest.mark.parametrize(
    ("territory", "message"),
    [
        ("", "Écrivez le nom d’un territoire."),
        ("Atlantide", "Aucun territoire ne s’appelle"),
        ("departement-75", "Rien n’est à vérifier"),
        ("Paris", "departement-75\u00a0: Paris (département)"),
        (" \u200b", "Écrivez le nom d’un territoire."),
        ("x" * 101, "trop long"),
    ],
)
def test_a_territory_that_cannot_be_is_told(client, moderator, territory, message):
    makers.make_initiative(commune=makers.make_paris(), position=None)
    data = {"kind": "initiatives.initiative", "territory": territory}
    assert message in client.post(f"{LIST}add/", data).content.decode()
    assert not Kit.objects.exists()
    assert client.post(f"{LIST}add/", data | {"kind": "auth.group"}).status_code == 200
    assert client.get(f"{LIST}add/", {"territoire": territory}).status_code == 200


def test_43_lists_of_another_territory_are_out_of_reach(client, moderator):
    paris = makers.make_paris()
    makers.make_initiative("Jardin de Paris", commune=paris, position=None)
    coordinator = makers.make_moderator("coordination")
    kit = kits.make(kind=Initiative, territory=Territory.from_token("commune-75056"), by=coordinator)
    assert "Paris" not in client.get(LIST).content.decode().split("result_list")[-1]
    for name in ("change", "print", "entry"):
        assert client.get(page(name, kit)).status_code == 404
        assert client.post(page(name, kit), {"l1-answer": "true", "confirmed": "1"}).status_code == 404
    assert kit.lines.get().answer == ""
    assert client.get(f"{LIST}{kit.pk}/history/").status_code == 404
    assert client.get(f"{LIST}{kit.pk}/delete/").status_code in (403, 404)


def test_43_of_a_list_over_several_territories_one_sees_and_answers_ones_own(client, moderator):
    quimper = makers.make_commune("29232", "Quimper", (47.996, -4.102))
    makers.make_initiative("Jardin de Brest")
    kit = make_kit(makers.make_moderator("coordination"), "Jardin de Quimper", commune=quimper, position=None)
    moderator.groups.get().scopes.update(territory="commune-29232")
    assert "1 sur" not in client.get(page("change", kit)).content.decode()
    for name in ("print", "entry"):
        text = client.get(page(name, kit)).content.decode()
        assert "Jardin de Quimper" in text and "Jardin de Brest" not in text
    client.post(page("entry", kit), {"l1-answer": "true", "l2-answer": "true", "confirmed": "1"})
    assert list(kit.lines.values_list("answer", flat=True)) == ["", "true"]


def test_whoever_may_not_change_initiatives_does_not_answer(client, moderator):
    kit = make_kit(moderator, "A")
    rights = moderator.groups.get().permissions
    rights.remove(Permission.objects.get(codename="change_initiative"))
    assert client.get(page("print", kit)).status_code == 200
    assert client.get(page("entry", kit)).status_code == 403
    assert client.post(page("entry", kit), {"l1-answer": "true", "confirmed": "1"}).status_code == 403
    rights.clear()
    for address in (LIST, f"{LIST}add/", page("change", kit), page("print", kit)):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("address", ["0/imprimer/1/", "999999/saisir/1/", f"{10**30}/saisir/1/"])
def test_lists_and_parts_that_do_not_exist(client, moderator, address):
    kit = make_kit(moderator, "A")
    assert client.get(LIST + address).status_code == 404
    for number in (0, 2, 10**30):
        assert client.get(f"{LIST}{kit.pk}/imprimer/{number}/").status_code == 404


def test_a_list_whose_sheets_are_all_erased_is_empty(client, moderator):
    kit = make_kit(moderator, "A")
    erasure.erase(sheet=Initiative.objects.get())
    assert client.get(page("entry", kit)).status_code == 404


def test_the_pages_take_the_same_number_of_queries_for_any_number_of_sheets(
    client, moderator, django_assert_max_num_queries
):
    kit = make_kit(moderator, *(f"Jardin {number}" for number in range(40)))
    for name in ("print", "entry", "change"):
        client.get(page(name, kit))
        with django_assert_max_num_queries(10):
            client.get(page(name, kit))
