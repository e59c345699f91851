"""The queue, and the page of a sheet."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from contributors.models import Consent, SensitiveAct
from initiatives.models import Actor, CellCount, Initiative, KeyCount, Listing, Location, Participation, Pin
from moderation import actions
from moderation.authors import Author
from moderation.models import FormerSlug, Revision, Status
from photos.models import Photo
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db

LIST = "/admin/initiatives/initiative/"


@pytest.fixture
def moderator(client):
    user = makers.make_moderator()
    client.force_login(user)
    return user


@pytest.fixture
def administrator(client):
    user = makers.make_administrator()
    client.force_login(user)
    return user


def change(sheet):
    return reverse("admin:initiatives_initiative_change", args=[sheet.pk])


def titles(response):
    return [sheet.title_text for sheet in response.context["cl"].result_list]


def save(client, sheet, **changes):
    url = change(sheet)
    return client.post(url, filled(client, url) | changes)


# --- The list ---


def test_the_queue_comes_first_what_waits_longest_on_top(client, moderator):
    for days, title in ((1, "Hier"), (9, "Il y a longtemps"), (3, "Avant-hier")):
        with time_machine.travel(timezone.now() - timedelta(days=days)):
            makers.make_initiative(title, status=Status.PENDING)
    makers.make_initiative("Publiée")
    makers.make_initiative("À confirmer", status=Status.UNCONFIRMED)
    response = client.get(LIST)
    assert titles(response) == ["Il y a longtemps", "Avant-hier", "Hier"]
    assert "1\u00a0semaine, 2\u00a0jours" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?statut=published", ["Publiée"]),
        ("?statut=toutes", ["À confirmer", "Publiée", "En attente"]),
        ("?statut=unconfirmed", ["À confirmer"]),
        ("?statut=nimporte", ["En attente"]),
        ("?q=publiee", ["Publiée"]),
        ("?q=EN+ATTENTE", ["En attente"]),
        ("?q=ec+nfirm", []),
        ("?q=confirmer+a", ["À confirmer"]),
        ("?q=publiee&statut=pending", []),
        ("?q=%25", ["À confirmer", "Publiée", "En attente"]),
    ],
)
def test_filters_and_search(client, moderator, query, expected):
    makers.make_initiative("En attente", status=Status.PENDING)
    makers.make_initiative("Publiée")
    makers.make_initiative("À confirmer", status=Status.UNCONFIRMED)
    assert titles(client.get(LIST + query)) == expected


def test_the_filter_shows_what_is_chosen(client, moderator):
    for query, chosen in (("", "En attente"), ("?statut=refused", "Refusée"), ("?q=a", "Toutes")):
        (spec,) = [
            spec for spec in client.get(LIST + query).context["cl"].filter_specs if spec.title == "statut"
        ]
        choices = list(spec.choices(client.get(LIST + query).context["cl"]))
        assert [choice["display"] for choice in choices if choice["selected"]] == [chosen]


@pytest.mark.parametrize(
    "query", ["?p=-1", "?p=abc", "?p=99999999", "?o=99", "?o=-1.2", "?region=x", "?stage__exact=x"]
)
def test_odd_addresses_are_no_error(client, moderator, query):
    makers.make_initiative(status=Status.PENDING)
    assert client.get(LIST + query, follow=True).status_code == 200


def make_queue(start, end):
    """Make sheets that wait, with one to three places each, without their history: there are many."""
    theme, communes = makers.make_theme(), [makers.make_commune(), makers.make_paris()]
    sheets = Initiative.objects.bulk_create(
        Initiative(
            title=f"Jardin {number}",
            slug=f"jardin-{number}",
            summary="Un jardin.",
            main_theme=theme,
            stage="activite",
            scale="quartier",
            status=Status.PENDING,
            queued_at=timezone.now(),
        )
        for number in range(start, end)
    )
    Location.objects.bulk_create(
        Location(initiative=sheet, kind="commune", commune=commune)
        for number, sheet in enumerate(sheets)
        for commune in (communes * 2)[: 1 + number % 3]
    )


@pytest.mark.parametrize("query", ["", "statut=toutes", "q=jardin", "region=region-53"])
def test_the_number_of_queries_does_not_grow(client, moderator, django_assert_max_num_queries, query):
    counts = []
    for start, end in ((0, 10), (10, 200)):
        make_queue(start, end)
        with django_assert_max_num_queries(16) as captured:
            response = client.get(f"{LIST}?{query}")
        counts.append((len(captured), len(titles(response)) == min(end, 50)))
    assert counts[0] == counts[1]
    assert counts[1][1]


def test_the_page_of_a_long_list_says_where_it_stops(client, moderator, monkeypatch):
    monkeypatch.setattr("moderation.admin.pages.CEILING", 2)
    for number in range(4):
        makers.make_initiative(f"Jardin {number}", status=Status.PENDING)
    response = client.get(LIST)
    assert "Plus de 2 initiatives" in response.content.decode()
    assert len(titles(response)) == 4


# --- Adding and changing ---


def new_sheet(client, **fields):
    url = reverse("admin:initiatives_initiative_add")
    data = filled(client, url) | {
        "title": "Jardin du port",
        "summary": "Un jardin sur le port.",
        "main_theme": makers.make_theme().pk,
        "stage": "activite",
        "scale": "quartier",
        "locations-0-kind": "commune",
        "locations-0-commune": makers.make_commune().pk,
    }
    return client.post(url, data | fields)


def test_a_sheet_made_here_joins_the_queue(client, moderator):
    assert new_sheet(client).status_code == 302
    sheet = Initiative.objects.get()
    assert (sheet.status, sheet.slug) == (Status.PENDING, "jardin-du-port")
    version = Revision.objects.get()
    assert (version.role, version.user) == ("moderator", moderator)
    assert version.data["locations"][0]["commune"] == "29019"


def test_the_status_cannot_be_sent(client, moderator):
    new_sheet(client, status="published", verified_at="", is_example="on", submitted_by="1", merged_into="1")
    sheet = Initiative.objects.get()
    assert (sheet.status, sheet.is_example, sheet.published_at) == (Status.PENDING, False, None)


def test_a_change_is_kept_and_shown_at_once(client, moderator):
    sheet = makers.make_initiative()
    assert save(client, sheet, title="Jardin de Kérinou").status_code == 302
    version = Revision.objects.first()
    assert (version.action, version.role, version.user) == ("amend", "moderator", moderator)
    assert version.data["title"] == "Jardin de Kérinou"
    assert Listing.objects.get().title_key == "jardin de kerinou"


def test_saving_without_a_change_keeps_no_version(client, moderator):
    photo = makers.make_photo()
    actor = makers.make_actor()
    sheet = makers.make_initiative(
        tags=["jardin", "Été"],
        photos=[photo],
        actors=[actor],
        links=[
            {"url": "https://exemple.fr/", "title": "Le site"},
            {"url": "https://exemple.org/", "title": ""},
        ],
    )
    sheet.themes.add(makers.make_theme("sante", "Santé"))
    before = (Revision.objects.count(), Initiative.objects.values().get())
    assert save(client, sheet).status_code == 302
    assert (Revision.objects.count(), Initiative.objects.values().get()) == before


def test_what_somebody_else_changed_meanwhile_stays(client, moderator):
    sheet = makers.make_initiative(status=Status.PENDING)
    url = change(sheet)
    data = filled(client, url) | {"title": "Nouveau titre"}
    actions.publish(sheet=sheet, by=Author.system())
    client.post(url, data)
    sheet.refresh_from_db()
    assert (sheet.title, sheet.status) == ("Nouveau titre", Status.PUBLISHED)


def test_two_forms_open_at_once_each_write_their_own_fields(client, moderator, rf):
    """Django would write every column of the row as it was read."""
    sheet = makers.make_initiative()
    stale = Initiative.objects.get(pk=sheet.pk)
    Initiative.objects.filter(pk=sheet.pk).update(phone="02 98 00 00 00")
    page = admin.site.get_model_admin(Initiative)
    request = rf.post("/")
    request.user = moderator
    form = page.get_form(request, stale, change=True, fields=["title"])(
        {"title": "Nouveau titre"}, instance=stale
    )
    assert form.is_valid()
    page.save_model(request, form.instance, form, change=True)
    sheet.refresh_from_db()
    assert (sheet.title, sheet.phone) == ("Nouveau titre", "02 98 00 00 00")


def test_all_or_nothing(client, moderator, monkeypatch):
    sheet = makers.make_initiative()
    monkeypatch.setattr(Initiative, "refresh", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        save(client, sheet, title="Nouveau titre")
    sheet.refresh_from_db()
    assert sheet.title == "Jardin partagé du Bouguen"


def test_a_new_address_keeps_the_former_one(client, moderator):
    sheet = makers.make_initiative()
    save(client, sheet, slug="jardin-du-bouguen")
    sheet.refresh_from_db()
    assert sheet.slug == "jardin-du-bouguen"
    assert FormerSlug.objects.owner_of(Initiative, "jardin-partage-du-bouguen") == sheet


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("proposer", "réservée"),
        ("1984", "réservée"),
        ("ancien-nom", "mène encore à"),
        ("deja-prise", "existe déjà"),
        ("", "obligatoire"),
        ("avec espace", "lettres"),
    ],
)
def test_an_address_that_would_mislead_is_refused(client, moderator, slug, words):
    renamed = makers.make_initiative("Ancien nom")
    renamed.rename("nouveau-nom")
    renamed.save()
    makers.make_initiative("Déjà prise")
    sheet = makers.make_initiative()
    page = save(client, sheet, slug=slug)
    assert page.status_code == 200
    assert words in " ".join(page.context["adminform"].form.errors["slug"])


@pytest.mark.parametrize(
    "title",
    ["a\u202eb\u200b", "  Jardin\n du\tport  "],
    ids=["invisible characters", "blanks and line breaks"],
)
def test_titles_are_cleaned(client, moderator, title):
    """Cases 14 and 16 of security.md."""
    new_sheet(client, title=title)
    assert Initiative.objects.get().title in ("ab", "Jardin du port")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "a@b.fr,c@d.fr"),
        ("source_url", "javascript:alert(1)"),
        ("links", "https://user:secret@exemple.fr/"),
        ("links", "http://127.0.0.1/"),
        ("summary", "a" * 281),
        ("description", "[" * 20_000),
        ("since", "99999999999999999999"),
        ("verified_at", "2026-02-30"),
        ("stage", "inconnue"),
    ],
)
def test_what_the_public_form_refuses_is_refused_here(client, moderator, field, value):
    sheet = makers.make_initiative()
    page = save(client, sheet, **{field: value})
    assert page.status_code == 200
    assert list(page.context["adminform"].form.errors) == [field]
    assert f"{value}"[:50] in page.content.decode().replace("&#x27;", "'")


def test_a_new_or_deleted_row_is_a_change_too(client, moderator):
    actor, other = makers.make_actor(), makers.make_actor("Autre")
    sheet = makers.make_initiative(actors=[actor])
    old = Participation.objects.get()
    save(
        client,
        sheet,
        **{
            "participations-TOTAL_FORMS": "2",
            "participations-0-DELETE": "on",
            "participations-1-actor": other.pk,
            "participations-1-role": "finance",
            "participations-1-initiative": sheet.pk,
        },
    )
    assert not Participation.objects.filter(pk=old.pk).exists()
    assert Revision.objects.first().data["actors"] == [{"actor": "autre", "name": "Autre", "role": "finance"}]
    assert f"acteur:{other.pk}" in Listing.objects.get().keys


def test_the_page_says_who_sent_it_and_what_goes_with_it(client, moderator):
    contributor = makers.make_contributor("camille@exemple.fr")
    makers.make_contributor("autre@exemple.fr")
    actor = makers.make_actor("Les Mains vertes", status=Status.PENDING)
    sheet = makers.make_initiative(status=Status.PENDING, contributor=contributor, actors=[actor])
    page = client.get(change(sheet)).content.decode()
    assert "camille@exemple.fr" in page
    assert "autre@exemple.fr" not in page
    assert f'<a href="/admin/initiatives/actor/{actor.pk}/change/">Les Mains vertes</a>' in page


# --- Deletion ---


def test_moderators_do_not_delete(client, moderator):
    rights = moderator.groups.get().permissions
    rights.set(rights.exclude(codename__startswith="delete_"))
    sheet = makers.make_initiative(status=Status.PENDING)
    assert (
        client.post(
            reverse("admin:initiatives_initiative_delete", args=[sheet.pk]), {"post": "yes"}
        ).status_code
        == 403
    )
    assert "Supprimer la fiche" not in client.get(change(sheet)).content.decode()
    assert Initiative.objects.exists()


@pytest.mark.parametrize(("status", "answer"), [(Status.PUBLISHED, 403), (Status.REFUSED, 302)])
def test_the_right_to_delete_stops_at_published_sheets(client, moderator, status, answer):
    sheet = makers.make_initiative(status=status)
    url = reverse("admin:initiatives_initiative_delete", args=[sheet.pk])
    rights = moderator.groups.get().permissions
    assert rights.filter(codename="delete_initiative").exists()
    rights.set(Permission.objects.all())
    assert client.post(url, {"post": "yes"}).status_code == answer
    assert Initiative.objects.exists() == (answer == 403)


def test_a_superuser_deletes_a_published_sheet_and_counts_stay_true(
    client, administrator, django_capture_on_commit_callbacks
):
    photo = makers.make_photo()
    contributor = makers.make_contributor()
    sheet = makers.make_initiative(tags=["jardin"], photos=[photo], contributor=contributor)
    Consent.objects.create(contributor=contributor, purpose="publication", text_version="1", sheet=sheet)
    kept = makers.make_initiative("Autre jardin", tags=["jardin"])
    files = [photo.path(width) for width in photo.widths]
    assert all(path.exists() for path in files)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            reverse("admin:initiatives_initiative_delete", args=[sheet.pk]), {"post": "yes"}
        )
    assert response.status_code == 302
    assert list(Initiative.objects.all()) == [kept]
    assert KeyCount.objects.get(key="*").count == 1
    assert KeyCount.objects.get(key=f"tag:{kept.tags.get().pk}").count == 1
    assert Pin.objects.count() == 1
    assert set(CellCount.objects.values_list("count", flat=True)) == {1}
    assert Location.objects.count() == 1
    assert not Photo.objects.exists()
    assert not any(path.exists() for path in files)
    assert not Consent.objects.exists()
    assert set(Revision.objects.values_list("object_id", flat=True)) == {kept.pk}


def test_a_superuser_deletes_several(client, administrator):
    sheets = [makers.make_initiative(f"Jardin {n}") for n in range(3)]
    data = {"action": "delete_selected", "_selected_action": [s.pk for s in sheets[:2]], "post": "yes"}
    client.post(f"{LIST}?statut=toutes", data)
    assert [str(sheet) for sheet in Initiative.objects.all()] == ["Jardin 2"]
    told = SensitiveAct.objects.filter(kind="erasure").values_list("about", flat=True)
    assert set(told) == {f"initiative n°\u00a0{sheet.pk}" for sheet in sheets[:2]}
    assert KeyCount.objects.get(key="*").count == 1
    assert not Revision.objects.exclude(object_id=sheets[2].pk).exists()


def test_deleting_an_actor_brings_its_initiatives_in_line(client, administrator):
    actor = makers.make_actor()
    sheet = makers.make_initiative(actors=[actor])
    number = actor.pk
    client.post(reverse("admin:initiatives_actor_delete", args=[number]), {"post": "yes"})
    assert not Actor.objects.exists()
    assert f"acteur:{number}" not in Listing.objects.get(initiative=sheet).keys
    assert not KeyCount.objects.filter(key=f"acteur:{number}").exists()
