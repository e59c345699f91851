"""Initiatives and actors brought back to what a snapshot says."""

import pytest
from django.core.exceptions import ValidationError

from initiatives.actions import merge_tags
from initiatives.models import (
    Actor,
    Call,
    Initiative,
    Listing,
    Location,
    Membership,
    Participation,
    Tag,
    Theme,
)
from moderation import actions
from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.models import FormerSlug, Revision
from photos.models import Photo
from places.models import Commune
from tests import makers

pytestmark = pytest.mark.django_db

SYSTEM = Author.system()


def full_initiative():
    """Return a published initiative with everything on it."""
    brest, quimper = makers.make_commune(), makers.make_commune("29232", "Quimper", (47.9975, -4.0979))
    places = [
        {"kind": "point", "commune": brest, "latitude": 48.39, "longitude": -4.48, "address": "2 rue X"},
        {"kind": "commune", "commune": quimper},
        {"kind": "territory", "department": makers.make_department()},
        {"kind": "online"},
    ]
    themes = [makers.make_theme("numerique", "Numérique"), makers.make_theme("sante", "Santé")]
    sheet = makers.make_initiative(
        "Jardin du Bouguen",
        theme=makers.make_theme(),
        themes=themes,
        tags=["Jardin partagé", "compost"],
        actors=[makers.make_actor("Zeste"), makers.make_actor("Abeille")],
        photos=[makers.make_photo("Un bac"), makers.make_photo("Un mur")],
        locations=places,
        links=[{"url": "https://exemple.fr/", "title": "Le site"}],
        phone="02 98 00 00 00",
        email="jardin@exemple.fr",
        opening_hours="Samedi",
        carried_by="Un collectif",
        source="Ville",
        source_url="https://exemple.fr/source",
        source_id="12",
        verified_at="2026-03-01",
    )
    Participation.objects.create(initiative=sheet, actor=Actor.objects.get(name="Abeille"), role="finance")
    return actions.amend(sheet=Initiative.objects.get(pk=sheet.pk), by=SYSTEM)


def change_everything(sheet):
    """Change every field of an initiative, as the admin would."""
    sheet.rename("tout-autre")
    plain = {
        "title": "Tout autre", "summary": "Autre.", "description": "Autre.", "stage": "terminee", "scale": "region",
        "since": None, "links": [], "phone": "", "email": "", "opening_hours": "", "carried_by": "Moi", "source": "",
        "licence": "Autre", "source_url": "", "source_id": "", "verified_at": None,
    }  # fmt: skip
    for name, value in plain.items():
        setattr(sheet, name, value)
    sheet.main_theme = Theme.objects.get(slug="sante")
    sheet.save()
    sheet.themes.set([makers.make_theme("culture", "Culture")])
    sheet.tags.set([makers.make_tag("Autre")])
    sheet.locations.all().delete()
    Location.objects.create(initiative=sheet, kind="national")
    sheet.participations.all().delete()
    Participation.objects.create(initiative=sheet, actor=makers.make_actor("Autre"), role="soutient")
    kept = sheet.photos.first()
    sheet.photos.set([makers.make_photo("Ajoutée"), kept])
    Photo.objects.filter(pk=kept.pk).update(alt="Autre texte", credit="", rank=7)
    return actions.amend(sheet=sheet, by=SYSTEM)


def version_of(sheet, data):
    """Return a version of a sheet that says this."""
    return Revision.objects.create(
        content_type=sheet.content_type(), object_id=sheet.pk, action="amend", role="system", data=data
    )


def reverted(sheet, data):
    """Bring a sheet back; return it and what could not come."""
    left = actions.revert(sheet=sheet, revision=version_of(sheet, data), by=SYSTEM)
    return type(sheet).objects.get(pk=sheet.pk), left


def test_everything_comes_back(django_capture_on_commit_callbacks):
    sheet = full_initiative()
    before = sheet.snapshot()
    version = Revision.objects.about(sheet).first()
    changed = change_everything(sheet).snapshot()
    assert {name for name in before if before[name] == changed[name]} == set()
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.revert(sheet=sheet, revision=version, by=SYSTEM) == []
    sheet = Initiative.objects.get(pk=sheet.pk)
    # Its actors did not say anything: it declares them, until they confirm again.
    declared = {"actors": [part | {"declared_by": "object"} for part in before["actors"]]}
    assert sheet.snapshot() == before | declared
    newest = Revision.objects.about(sheet).first()
    assert (newest.action, newest.data) == ("revert", before | declared)
    assert newest.note == f"Retour à la version du {version.moment} (modification)."
    assert FormerSlug.objects.owner_of(Initiative, "tout-autre") == sheet
    # What derives from it is in line: the search, the pin, the photos.
    assert f"theme:{sheet.main_theme_id}" in Listing.objects.get(initiative=sheet).keys
    assert sheet.locations.exclude(cell=None).count() == 1
    assert set(sheet.photos.values_list("is_public", flat=True)) == {True}
    assert not Photo.objects.filter(alt="Ajoutée").exists()


def test_what_is_gone_is_told(django_capture_on_commit_callbacks):
    sheet = full_initiative()
    data = sheet.snapshot()
    data["main_theme"] = "disparu"
    data["themes"] += ["parti"]
    data["tags"] += ["inconnue"]
    data["locations"] += [{"kind": "commune", "commune": "29999", "address": ""}, {"kind": "sous-marin"}]
    data["actors"] += [{"actor": "parti", "name": "Parti", "role": "porte"}]
    data["actors"] += [{"actor": "zeste", "name": "Zeste", "role": "surveille"}]
    data["photos"] += [{"id": 987_654, "alt": "Un chat", "credit": ""}, {"id": 987_655, "alt": ""}]
    sheet, left = reverted(sheet, data)
    assert left == [
        "le thème «\u00a0disparu\u00a0»",
        "le thème «\u00a0parti\u00a0»",
        "l’étiquette «\u00a0inconnue\u00a0»",
        "un lieu (toute une commune, code 29999)",
        "un lieu (sous-marin)",
        "l’acteur «\u00a0Parti\u00a0»",
        "l’acteur «\u00a0Zeste\u00a0»",
        "une photo («\u00a0Un chat\u00a0»)",
        "une photo",
    ]
    assert sheet.main_theme.slug == "alimentation"
    assert not Tag.objects.filter(name="inconnue").exists()
    assert (
        "N’ont pas pu revenir\u00a0: le thème «\u00a0disparu\u00a0», "
        in Revision.objects.about(sheet).first().note
    )


def test_what_was_renamed_or_merged_comes_under_its_name_of_today():
    sheet = full_initiative()
    data = sheet.snapshot()
    zeste, abeille = Actor.objects.get(name="Zeste"), Actor.objects.get(name="Abeille")
    zeste.rename("zeste-nouveau")
    zeste.save()
    Actor.objects.filter(pk=abeille.pk).update(status="merged", merged_into=zeste)
    merge_tags(into=makers.make_tag("engrais"), others=[Tag.objects.get(name="compost")])
    sheet, left = reverted(sheet, data)
    assert left == []
    shown = sheet.participations.filter(actor__status="published")
    parts = [(p.actor_id, p.role) for p in shown.order_by("pk")]
    assert parts == [(zeste.pk, "porte"), (zeste.pk, "finance")]
    assert sorted(tag.name for tag in sheet.tags.all()) == ["Jardin partagé", "engrais"]


def test_the_territories_of_a_commune_are_those_of_today():
    sheet = full_initiative()
    data = sheet.snapshot()
    Commune.objects.filter(pk="29019").update(intercommunality=None)
    sheet, left = reverted(sheet, data)
    assert left == []
    assert sheet.locations.get(kind="point").intercommunality_id is None


def test_a_photo_that_another_initiative_shows_stays():
    photo = makers.make_photo("Partagée")
    sheet = makers.make_initiative(photos=[photo])
    makers.make_initiative("Autre", photos=[photo])
    sheet, _ = reverted(sheet, sheet.snapshot() | {"photos": []})
    assert list(sheet.photos.all()) == []
    assert Photo.objects.filter(pk=photo.pk).exists()


def test_the_order_of_photos_comes_back():
    first, second = makers.make_photo("Une"), makers.make_photo("Deux")
    sheet = makers.make_initiative(photos=[first, second])
    data = sheet.snapshot()
    Photo.objects.filter(pk=first.pk).update(rank=9)
    sheet, _ = reverted(sheet, data)
    assert [photo.alt for photo in sheet.photos.all()] == ["Une", "Deux"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"stage": "jadis"}, "avancement\u00a0: "),
        ({"title": ""}, "titre\u00a0: "),
        ({"summary": "x" * 281}, "résumé\u00a0: "),
        ({"since": 1500}, "depuis\u00a0: "),
        ({"verified_at": "jadis"}, "jadis"),
        ({"email": "pas une adresse"}, "adresse électronique publique\u00a0: "),
    ],
)
def test_a_version_that_is_not_valid_any_more_does_not_come(fields, said):
    sheet = full_initiative()
    before = sheet.snapshot()
    version = version_of(sheet, before | {"title": "Autre", "tags": []} | fields)
    with pytest.raises(TransitionRefused, match="Cette version ne peut pas revenir") as refusal:
        actions.revert(sheet=sheet, revision=version, by=SYSTEM)
    assert said in str(refusal.value)
    assert Initiative.objects.get(pk=sheet.pk).snapshot() == before
    assert Revision.objects.about(sheet).first() == version


def test_a_version_of_fewer_fields_leaves_the_others():
    sheet = full_initiative()
    sheet, _ = reverted(sheet, {"title": "Jardin d’hiver", "slug": sheet.slug, "main_theme": "sante"})
    assert (sheet.title, sheet.phone, sheet.main_theme.slug) == ("Jardin d’hiver", "02 98 00 00 00", "sante")


def test_an_actor_comes_back():
    brest = makers.make_commune()
    networks = [makers.make_actor(name, kind="reseau") for name in ("Réseau un", "Réseau deux")]
    actor = makers.make_actor(
        "Les Jardins", commune=brest, summary="Un.", description="Deux.", phone="02", email="a@exemple.fr",
        links=[{"url": "https://exemple.fr/", "title": ""}], verified_at="2026-03-01",
    )  # fmt: skip
    actor.networks.set(networks)
    before = actor.snapshot()
    initiative = makers.make_initiative(actors=[actor])
    plain = {"name": "Autre", "kind": "collectif", "summary": "", "description": "", "phone": "", "email": ""}
    Actor.objects.filter(pk=actor.pk).update(**plain, links=[], commune=None, slug="autre")
    actor.networks.set([makers.make_actor("Réseau trois", kind="reseau"), networks[0]])
    actor, left = reverted(Actor.objects.get(pk=actor.pk), before)
    assert left == []
    assert actor.snapshot() == before
    # The network that was left has its say again; the other never left.
    said = dict(actor.memberships.values_list("network__name", "declared_by"))
    assert said == {"Réseau un": "both", "Réseau deux": "subject"}
    assert f"type:{actor.kind}" in Listing.objects.get(initiative=initiative).keys


def test_what_an_actor_has_lost_is_told():
    actor = makers.make_actor()
    data = actor.snapshot() | {"commune": "29999", "networks": ["parti", actor.slug]}
    actor, left = reverted(actor, data)
    assert left == ["la commune de code 29999", "le réseau «\u00a0parti\u00a0»"]
    assert not Membership.objects.exists()
    with pytest.raises(ValidationError):
        actor.restore_snapshot({"name": ""})


@pytest.mark.django_db
def test_photos_that_another_initiative_shows_are_not_taken():
    photo = makers.make_photo("Leur photo")
    theirs, own = makers.make_initiative("a", photos=[photo]), makers.make_initiative("b")
    said = {"photos": [{"id": photo.pk, "alt": "Prise", "credit": "x"}]}
    left = own.restore_snapshot(own.snapshot() | said)
    photo.refresh_from_db()
    assert (left, photo.alt) == (["une photo («\u00a0Prise\u00a0»)"], "Leur photo")
    assert list(theirs.photos.all()) == [photo] and not own.photos.exists()


def test_themes_skills_and_territory_of_an_actor_come_back():
    makers.make_department(), makers.make_theme()
    actor = makers.make_actor(territory="departement-29")
    actor.skills.set([makers.make_tag("compost")])
    actor.themes.set([makers.make_theme()])
    data = actor.snapshot()
    actor.skills.clear(), actor.themes.clear()
    actor.territory = ""
    actor.save()
    actor, left = reverted(actor, data)
    assert left == [] and actor.snapshot() == data


def test_what_an_actor_knew_and_is_gone_is_told():
    actor = makers.make_actor()
    data = actor.snapshot() | {"themes": ["parti"], "skills": ["oublié"], "territory": "departement-99"}
    actor, left = reverted(actor, data)
    assert left == [
        "le territoire «\u00a0departement-99\u00a0»",
        "le thème «\u00a0parti\u00a0»",
        "l’étiquette «\u00a0oublié\u00a0»",
    ]
    assert actor.territory == ""


def test_a_version_of_before_leaves_what_it_did_not_know():
    actor = makers.make_actor()
    actor.skills.set([makers.make_tag("compost")])
    data = {
        name: value
        for name, value in actor.snapshot().items()
        if name not in ("skills", "themes", "territory")
    }
    actor, left = reverted(actor, data | {"summary": "Avant."})
    assert left == [] and actor.skills.count() == 1 and actor.summary == "Avant."


def test_a_ring_of_networks_does_not_come_back():
    inner, outer = makers.make_actor("Étroit", kind="reseau"), makers.make_actor("Large", kind="reseau")
    Membership.objects.create(actor=inner, network=outer)
    outer, left = reverted(outer, outer.snapshot() | {"networks": [inner.slug]})
    assert left == ["le réseau «\u00a0etroit\u00a0», qui fait partie de celui-ci"]
    assert not outer.networks.exists()


def test_a_call_comes_back_as_it_was():
    call = makers.make_call()
    before = Revision.objects.about(call).latest("pk")
    Call.objects.filter(pk=call.pk).update(title="Autre", kind="lieu", until="2027-01-01")
    call.refresh_from_db()
    actions.amend(sheet=call, by=SYSTEM)
    assert actions.revert(sheet=call, revision=before, by=SYSTEM) == []
    call.refresh_from_db()
    assert call.snapshot() == before.data
    assert Listing.objects.get().card["calls"] == ["personnes"]
