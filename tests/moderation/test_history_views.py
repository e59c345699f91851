"""The public page of the history of a sheet."""

import pytest
from django.urls import reverse

from initiatives.models import Actor, Initiative
from moderation import actions
from moderation.authors import Author
from moderation.models import Revision
from tests import makers

pytestmark = pytest.mark.django_db

SYSTEM = Author.system()


def proposed(title="Jardin du Bouguen", **fields):
    """Return an initiative that came through the form and was published, and who sent it."""
    contributor = makers.make_contributor("camille@courriel-prive.fr", "Camille Le Goff")
    sheet = makers.make_initiative(title, status="unconfirmed", contributor=contributor, **fields)
    actions.submit(sheet=sheet, contributor=contributor)
    actions.confirm(sheet=sheet, contributor=contributor)
    return sheet


def write(sheet, **fields):
    """Change a sheet as the admin does."""
    type(sheet).objects.filter(pk=sheet.pk).update(**fields)
    return actions.amend(sheet=sheet, by=SYSTEM)


def lines(client, sheet, page=None):
    response = client.get(sheet.get_history_url(), {"page": page} if page else None)
    assert response.status_code == 200
    return response.context["page"].object_list


def told(versions):
    return [
        (
            version.revision.action,
            [(change.label, change.removed, change.added) for change in version.changes],
        )
        for version in versions
    ]


def test_steps_are_told_and_changes_between_public_versions(client):
    sheet = proposed()
    actions.publish(sheet=sheet, by=SYSTEM)
    write(sheet, title="Jardin du Stangalar")
    assert told(lines(client, sheet)) == [
        ("amend", [("titre", ["Jardin du Bouguen"], ["Jardin du Stangalar"])]),
        ("publish", []),
        ("confirm", []),
        ("submit", []),
    ]


def test_what_was_never_public_is_not_told(client):
    sheet = proposed("Insulte")
    write(sheet, title="Secret corrigé")
    actions.refuse(sheet=sheet, by=SYSTEM, reason="Motif privé.")
    sheet.refresh_from_db()
    actions.enqueue(sheet=sheet, by=SYSTEM)
    write(sheet, title="Jardin du Bouguen")
    actions.publish(sheet=sheet, by=SYSTEM)
    versions = told(lines(client, sheet))
    assert [action for action, _ in versions] == [
        "publish", "amend", "resubmit", "refuse", "amend", "confirm", "submit",
    ]  # fmt: skip
    assert all(changes == [] for _, changes in versions)
    page = client.get(sheet.get_history_url()).content.decode()
    for word in ("Insulte", "Secret", "Motif privé", "camille@", "Camille Le Goff"):
        assert word not in page


@pytest.mark.parametrize("taken_down", [actions.archive, actions.withdraw])
def test_what_was_written_while_the_sheet_was_down_is_told_once_it_is_back(client, taken_down):
    sheet = makers.make_initiative("Jardin du Bouguen")
    taken_down(sheet=sheet, by=SYSTEM)
    write(sheet, title="Secret", stage="idee")
    write(sheet, title="Jardin du Stangalar", stage="activite")
    actions.restore(sheet=sheet, by=SYSTEM)
    write(sheet, title="Jardin de Keravel")
    versions = told(lines(client, sheet))
    assert [changes for _, changes in versions] == [
        [("titre", ["Jardin du Stangalar"], ["Jardin de Keravel"])],
        [("titre", ["Jardin du Bouguen"], ["Jardin du Stangalar"])],
        [],
        [],
        [],
        [],
    ]
    assert "Secret" not in client.get(sheet.get_history_url()).content.decode()


def test_no_contact_is_told_even_once_removed(client):
    sheet = makers.make_initiative(
        phone="02 98 12 34 56", email="jardin@exemple.fr", carried_by="Camille Le Goff"
    )
    write(sheet, phone="", email="", carried_by="")
    page = client.get(sheet.get_history_url()).content.decode()
    for word in ("02 98", "jardin@exemple.fr", "Camille"):
        assert word not in page
    assert page.count("<p>Retrait.</p>") == 3


def test_notes_and_names_of_moderators_are_not_told(client):
    user = makers.make_moderator("mireille")
    sheet = makers.make_initiative()
    actions.archive(sheet=sheet, by=Author.moderator(user), reason="Note privée")
    actions.restore(sheet=sheet, by=Author.moderator(user))
    page = client.get(sheet.get_history_url()).content.decode()
    assert "par une personne qui modère" in page
    assert "mireille" not in page
    assert "Note privée" not in page
    assert "Rien n’a changé dans ce que la fiche montre." in page


def test_removed_photos_have_no_address(client):
    photo = makers.make_photo("Un bac de légumes")
    sheet = makers.make_initiative(photos=[photo])
    sheet.photos.clear()
    actions.amend(sheet=sheet, by=SYSTEM)
    page = client.get(sheet.get_history_url()).content.decode()
    assert "1\u00a0photo\u00a0: «\u00a0Un bac de légumes\u00a0»" in page
    assert photo.token not in page
    assert "<img" not in page


def test_markup_is_escaped(client):
    sheet = makers.make_initiative("<script>alert(1)</script>", description="<b>gras</b> " * 20)
    write(sheet, title="</title><img src=x onerror=alert(2)>", description="<i>autre</i> " * 20)
    page = client.get(sheet.get_history_url()).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;b&gt;gras&lt;/b&gt;" in page


def test_what_went_and_came_is_said_and_not_only_shown(client):
    text = "Chaque samedi matin, on y plante, on y arrose et on y partage les récoltes avec le quartier."
    sheet = makers.make_initiative(description=text)
    write(sheet, description=text.replace("samedi", "dimanche"))
    page = client.get(sheet.get_history_url()).content.decode()
    assert '<del><span class="vh">[retiré\u00a0: </span>samedi<span class="vh">]</span></del> <ins>' in page
    assert '<ins><span class="vh">[ajouté\u00a0: </span>dimanche<span class="vh">]</span></ins> matin' in page


def test_an_erased_version_says_so_and_is_compared_with_nothing(client):
    sheet = makers.make_initiative("Jardin un")
    write(sheet, title="Secret")
    write(sheet, title="Jardin trois")
    Revision.objects.filter(data__title="Secret").update(data={})
    versions = lines(client, sheet)
    assert [changes for _, changes in told(versions)] == [
        [("titre", ["Jardin un"], ["Jardin trois"])],
        [],
        [],
    ]
    assert versions[1].remark == "Le contenu de cette version a été effacé."
    assert "Secret" not in client.get(sheet.get_history_url()).content.decode()


def test_a_sheet_of_a_bulk_load_has_a_history_once_it_changes(client):
    sheet = makers.make_initiative("Jardin un")
    Revision.objects.all().delete()
    page = client.get(sheet.get_history_url()).content.decode()
    assert "Cette fiche n’a pas changé depuis qu’elle est en ligne." in page
    write(sheet, title="Jardin deux")
    write(sheet, title="Jardin trois")
    expected = [("amend", [("titre", ["Jardin deux"], ["Jardin trois"])]), ("amend", [])]
    assert told(lines(client, sheet)) == expected
    actions.archive(sheet=sheet, by=SYSTEM)
    actions.restore(sheet=sheet, by=SYSTEM)
    assert told(lines(client, sheet))[2:] == expected


def test_what_a_moderator_wrote_in_the_queue_before_any_step_is_not_told(client):
    """Nothing tells that the first known change was made in public, and the publication tells that it was not."""
    sheet = makers.make_initiative("Secret un", status="pending")
    Revision.objects.all().delete()
    write(sheet, title="Secret deux")
    write(sheet, title="Jardin")
    actions.publish(sheet=sheet, by=SYSTEM)
    assert all(changes == [] for _, changes in told(lines(client, sheet)))


def test_the_history_of_an_actor(client):
    sheet = makers.make_actor("Les Jardins", summary="Un résumé.")
    write(sheet, name="Les Potagers", kind="collectif")
    page = client.get(reverse("actor_history", args=[sheet.slug])).content.decode()
    assert "Historique de «\u00a0Les Potagers\u00a0»" in page
    assert [label for _, changes in told(lines(client, sheet)) for label, _, _ in changes] == ["nom", "sorte"]


@pytest.mark.parametrize("status", ["unconfirmed", "pending", "refused", "archived", "withdrawn"])
@pytest.mark.parametrize("maker", [makers.make_initiative, makers.make_actor])
def test_a_sheet_that_is_not_published_has_no_history(client, status, maker):
    sheet = maker("Secret", status=status)
    assert client.get(sheet.get_history_url()).status_code == 404


@pytest.mark.parametrize("address", ["/initiatives/rien/historique/", "/initiatives/proposer/historique/"])
def test_nothing_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("maker", [makers.make_initiative, makers.make_actor])
def test_a_former_address_leads_to_the_history_of_today(client, maker):
    sheet = maker("Ancien nom")
    former = sheet.get_history_url()
    sheet.rename("nouveau-nom")
    sheet.save()
    response = client.get(former)
    assert (response.status_code, response.headers["Location"]) == (301, sheet.get_history_url())


def test_a_merged_sheet_leads_to_the_history_of_the_other(client):
    gone, kept = makers.make_initiative("Doublon"), makers.make_initiative("Jardin")
    Initiative.objects.filter(pk=gone.pk).update(status="merged", merged_into=kept)
    assert client.get(gone.get_history_url()).headers["Location"] == kept.get_history_url()


def many(number=45):
    sheet = makers.make_initiative("Version 0")
    for rank in range(1, number):
        write(sheet, title=f"Version {rank}")
    return sheet


def test_pages_hold_twenty_and_overlap_by_nothing(client):
    sheet = many()
    pages = [lines(client, sheet, page) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    came = [change.added[0] for page in pages for version in page for change in version.changes]
    assert came == [f"Version {rank}" for rank in range(44, 0, -1)]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("0", 1),
        ("-1", 1),
        ("abc", 1),
        ("1" + "0" * 30, 1),
        ('"><script>', 1),
        ("\x00", 1),
        ("3", 3),
        ("99", 3),
    ],
)
def test_any_page_number_is_answered(client, asked, shown):
    sheet = many()
    response = client.get(sheet.get_history_url(), {"page": asked})
    assert response.status_code == 200
    assert response.context["page"].number == shown
    assert "<script>" not in response.content.decode()


@pytest.mark.parametrize(("maker", "queries"), [(makers.make_initiative, 11), (makers.make_actor, 8)])
def test_a_page_asks_no_more_for_more_versions(client, maker, queries, django_assert_max_num_queries):
    sheet = maker()
    commune, other = makers.make_commune(), makers.make_commune("29232", "Quimper")
    for rank in range(20):
        actor = makers.make_actor(f"Acteur {rank}", kind="reseau")
        if isinstance(sheet, Actor):
            sheet.networks.add(actor)
            write(sheet, commune=[commune, other][rank % 2])
        else:
            sheet.participations.create(actor=actor, role="porte")
            sheet.locations.create(kind="commune", commune=[commune, other][rank % 2])
            write(sheet, title=f"Version {rank}")
    client.get(sheet.get_history_url())
    actions.amend(sheet=sheet, by=SYSTEM)
    with django_assert_max_num_queries(queries):
        assert len(lines(client, sheet)) == 20


def test_a_page_is_kept_as_a_sheet_is(client):
    sheet = makers.make_initiative()
    response = client.get(sheet.get_history_url())
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "nonce" not in response.headers["Content-Security-Policy"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    tag = {"if-none-match": response.headers["ETag"]}
    assert client.get(sheet.get_history_url(), headers=tag).status_code == 304
    Revision.objects.update(data={})
    assert client.get(sheet.get_history_url(), headers=tag).status_code == 200
    assert client.post(sheet.get_history_url()).status_code == 405


@pytest.mark.parametrize("maker", [makers.make_initiative, makers.make_actor])
def test_the_sheet_leads_there_on_screen_only(client, maker):
    sheet = maker()
    page = client.get(sheet.get_absolute_url()).content.decode()
    link = page.index(f'href="{sheet.get_history_url()}"')
    assert page.rindex("no-print", 0, link) > page.rindex("<aside", 0, link)
