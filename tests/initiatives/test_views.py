import re
from datetime import date

import pytest

from initiatives.models import Initiative
from moderation import actions, caching
from moderation.authors import Author
from moderation.models import FormerSlug, Status
from tests import makers

pytestmark = pytest.mark.django_db


def file_status(client, address):
    """Read the file to its end: the client then closes it."""
    response = client.get(address)
    assert response.getvalue()
    return response.status_code


def html(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def test_the_list_shows_cards_facets_and_removable_filters(client):
    makers.make_initiative("Jardin", tags=["verger"])
    makers.make_initiative("Dispensaire", theme=makers.make_theme("sante", "Santé"))
    page = html(client.get("/initiatives/?theme=sante&tag=verger"))
    assert "Aucune initiative ne correspond" in page
    assert page.count("Retirer le filtre") == 2
    page = html(client.get("/initiatives/?tag=verger"))
    assert "1 initiative" in page
    assert "Jardin" in page
    assert "Dispensaire" not in page


def test_verified_sheets_are_a_box_to_tick_on_the_list_and_on_the_map(client):
    makers.make_initiative("Jardin", verified_at=date(2026, 3, 1))
    makers.make_initiative("Dispensaire")

    def box(page):
        """Return whether the box is shown, whether it is ticked, and the number beside it."""
        label = re.search(
            r'<label class="check"( hidden)?><input [^>]*name="verifie" value="1"( checked)?>.*?</label>',
            page,
        )
        return label and (not label[1], bool(label[2]), re.search(r'class="n"[^>]*>(\d+)<', label[0])[1])

    for path in ("/initiatives/", "/carte/"):
        assert box(html(client.get(path))) == (True, False, "1")
        page = html(client.get(f"{path}?verifie=1&theme=alimentation"))
        assert box(page) == (True, True, "1")
        assert "Retirer le filtre </span>Fiches vérifiées" in page
        assert "Jardin" in page
        assert "Dispensaire" not in page
    assert box(html(client.get("/initiatives/?q=dispensaire"))) is None
    assert box(html(client.get("/carte/?q=dispensaire"))) == (False, False, "0")


@pytest.mark.parametrize("path", ["/initiatives/", "/carte/"])
def test_pages_and_orders_keep_to_verified_sheets(client, path):
    for number in range(30):
        makers.make_initiative(f"Initiative {number}", verified_at=date(2026, 3, 1))
    page = html(client.get(f"{path}?verifie=1"))
    assert re.search(
        r'href="\?verifie=1&amp;page=2"[^>]*rel="next"|rel="next"[^>]*href="\?verifie=1&amp;page=2"', page
    )
    if path == "/initiatives/":
        assert '<input type="hidden" name="verifie" value="1">' in page.partition("data-tc-sort")[2]
        assert 'href="?verifie=1&amp;territoire=region-53"' in page
        assert 'href="/carte/?verifie=1"' in page
    else:
        assert 'href="/initiatives/?verifie=1"' in page
        assert "verifie=1&amp;territoire=departement-29" in page


def test_the_list_understands_a_commune(client):
    makers.make_commune()
    response = client.get("/initiatives/?q=jardin&ou=brest")
    assert (response.status_code, response["Location"]) == (302, "/initiatives/?q=jardin&pres=29019")
    assert "Nous ne trouvons pas «\u00a0Brets\u00a0»" in html(client.get("/initiatives/?ou=Brets"))


def test_the_commune_that_a_list_is_near_to_can_be_taken_away(client):
    makers.make_initiative()
    page = html(client.get("/initiatives/?tag=x&pres=29019&tri=titre"))
    assert (
        '<a class="chip on" href="?tri=titre"><span class="vh">Retirer le filtre </span>Près de Brest (29)'
        in page
    )


def test_questions_of_the_filters_are_folded_until_they_are_answered(client):
    makers.make_initiative(tags=["verger"], actors=[makers.make_actor()])

    def unfolded(query):
        found = re.findall(r'data-tc-fold="(\w+)"( open)?>', html(client.get(f"/initiatives/?{query}")))
        assert [name for name, _ in found] == ["type", "avancement", "echelle", "tag"]
        return [name for name, is_open in found if is_open]

    assert unfolded("") == []
    assert unfolded("avancement=activite&tag=verger") == ["avancement", "tag"]


def test_the_list_has_pages_that_keep_the_filters(client):
    for number in range(30):
        makers.make_initiative(f"Initiative {number}", tags=["verger"])
    page = html(client.get("/initiatives/?tag=verger&page=2"))
    assert "(page 2 sur 2)" in page
    assert 'rel="prev"' in page
    assert "?tag=verger" in page


def test_lists_and_sheets_cost_the_same_whatever_the_size(client, django_assert_max_num_queries):
    day = date(2026, 3, 1)
    sheet = makers.make_initiative(actors=[makers.make_actor()], tags=["verger"], verified_at=day)
    # With fewer than three found, another spelling is looked for; with fewer than four near, a wider square is.
    for number in range(10):
        makers.make_initiative(f"Jardin d’avant {number}", verified_at=day)

    def cost(path):
        caching.forget()  # what is remembered is asked for again
        with django_assert_max_num_queries(16) as captured:
            html(client.get(path))
        return len(captured)

    paths = [
        "/initiatives/",
        "/initiatives/?q=jardin",
        "/initiatives/?verifie=1",
        "/carte/",
        "/carte/?verifie=1",
        sheet.get_absolute_url(),
        "/acteurs/",
        "/themes/",
    ]
    before = {path: cost(path) for path in paths}
    for number in range(20):
        makers.make_initiative(
            f"Jardin {number}",
            actors=[makers.make_actor(f"Acteur {number}")],
            tags=["verger"],
            verified_at=day,
        )
    assert {path: cost(path) for path in paths} == before


def test_a_sheet_shows_what_is_public(client):
    actor = makers.make_actor("Les Mains vertes")
    waiting = makers.make_actor("Pas encore", status="pending")
    sheet = makers.make_initiative(
        description="## Comment venir\n\nÀ pied.",
        actors=[actor, waiting],
        contributor=makers.make_contributor(),
    )
    page = html(client.get(sheet.get_absolute_url()))
    assert "Les Mains vertes" in page
    assert "Pas encore" not in page
    assert sheet.submitted_by.email not in page
    assert "application/ld+json" in page


@pytest.mark.parametrize(
    "status", [Status.UNCONFIRMED, Status.PENDING, Status.REFUSED, Status.ARCHIVED, Status.WITHDRAWN]
)
def test_what_is_not_published_is_nowhere(client, status):
    photo = makers.make_photo()
    sheet = makers.make_initiative("Secret bien gardé", status=status, tags=["cachette"], photos=[photo])
    photo.refresh_from_db()
    paths = [
        "/",
        "/initiatives/",
        "/initiatives/?q=secret",
        "/carte/",
        "/carte/tuiles/0/0/0.json",
        "/etiquettes/",
    ]
    paths += ["/sitemap-initiatives.xml", "/themes/alimentation/", "/territoires/commune/29019/"]
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200, path
        assert b"Secret bien" not in response.content
        assert b"cachette" not in response.content
        assert sheet.slug.encode() not in response.content
    assert client.get(sheet.get_absolute_url()).status_code == 404
    assert client.get("/etiquettes/cachette/").status_code == 404
    assert client.get(photo.url(320)).status_code == 404


def test_a_photo_taken_down_is_gone_from_its_address(client, django_capture_on_commit_callbacks):
    sheet = makers.make_initiative(photos=[makers.make_photo()])
    address = sheet.photos.get().url(320)
    assert file_status(client, address) == 200
    with django_capture_on_commit_callbacks(execute=True):
        actions.archive(sheet=sheet, by=Author.system())
    assert client.get(address).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        actions.restore(sheet=sheet, by=Author.system())
    assert client.get(address).status_code == 404
    assert file_status(client, sheet.photos.get().url(320)) == 200


def test_former_addresses_lead_to_todays(client):
    sheet = makers.make_initiative("Jardin")
    sheet.rename("verger")
    sheet.save()
    response = client.get("/initiatives/jardin/")
    assert (response.status_code, response["Location"]) == (301, "/initiatives/verger/")
    other = makers.make_initiative("Doublon")
    Initiative.objects.filter(pk=other.pk).update(status=Status.MERGED, merged_into=sheet)
    assert client.get("/initiatives/doublon/")["Location"] == "/initiatives/verger/"
    actor = makers.make_actor("Les Mains vertes")
    actor.rename("mains-vertes")
    actor.save()
    assert client.get("/acteurs/les-mains-vertes/")["Location"] == "/acteurs/mains-vertes/"


def test_a_merged_tag_leads_to_the_one_that_stays(client):
    sheet = makers.make_initiative(tags=["verger"])
    FormerSlug.objects.remember(sheet.tags.get(), "vergers")
    assert client.get("/etiquettes/vergers/")["Location"] == "/etiquettes/verger/"


def test_the_map_lists_apart_what_has_no_point(client):
    makers.make_initiative("Sur place")
    makers.make_initiative("En ligne seulement", locations=[{"kind": "online"}])
    page = html(client.get("/carte/?bbox=-5,48,-4,49"))
    inside, _, apart = page.partition("Sans adresse précise")
    assert "Sur place" in inside
    assert "En ligne seulement" in apart
    assert html(client.get("/carte/?territoire=commune-29019"))
    assert html(client.get("/carte/?pres=29019"))


def test_actors(client):
    network = makers.make_actor("Réseau des lieux", kind="reseau")
    actor = makers.make_actor("Œuvres et Étangs", kind="association", commune=makers.make_commune())
    actor.memberships.create(network=network)
    makers.make_initiative("Jardin", actors=[actor])
    assert "Œuvres et Étangs" in html(client.get("/acteurs/?q=etangs+oeuvres&type=association"))
    assert "Aucun acteur ne correspond" in html(client.get("/acteurs/?type=ecole"))
    assert "Œuvres et Étangs" in html(client.get("/acteurs/?territoire=commune-29019"))
    page = html(client.get(actor.get_absolute_url()))
    assert "Jardin" in page
    assert '<h3 class="mt">Porte</h3>' in page
    assert "Réseau des lieux" in page
    assert "Œuvres et Étangs" in html(client.get(network.get_absolute_url()))


def test_a_theme_is_told_by_territory_and_narrowed(client):
    theme = makers.make_theme()
    here = makers.make_initiative("Jardin", theme=theme, actors=[makers.make_actor()])
    makers.make_initiative(
        "Verger", theme=theme, commune=makers.make_paris(), actors=[makers.make_actor("Les Pommes")]
    )
    page = html(client.get("/themes/alimentation/"))
    assert re.findall(r'<a href="/themes/alimentation/\?territoire=([^"]+)">([^<]+)</a>', page) == [
        ("region-53", "Bretagne"),
        ("region-11", "Île-de-France"),
    ]
    assert "Les Jardins du Bouguen" in page and "Les Pommes" in page
    page = html(client.get("/themes/alimentation/?territoire=region-53"))
    assert "en Bretagne</h1>" in page
    assert here.title in page and "Verger" not in page and "Les Pommes" not in page
    assert "/initiatives/?theme=alimentation&amp;territoire=region-53" in page
    assert "/themes/alimentation/?territoire=departement-29" in page
    page = html(client.get("/themes/alimentation/?territoire=commune-29019"))
    assert "à Brest</h1>" in page and "1 initiative<" in page
    makers.make_department("22", "Côtes-d’Armor")
    assert "Rien encore" in html(client.get("/themes/alimentation/?territoire=departement-22"))


@pytest.mark.parametrize(
    "token", ["", "region-99", "planete-mars", '"><script>alert(1)</script>', "x" * 100_000]
)
def test_a_theme_narrowed_to_nowhere_is_whole(client, token):
    makers.make_initiative("Jardin", theme=makers.make_theme())
    page = html(client.get("/themes/alimentation/", {"territoire": token}))
    assert "agriculture</h1>" in page
    assert "<script>alert" not in page


def test_a_theme_costs_the_same_whatever_it_holds(client, django_assert_max_num_queries):
    theme = makers.make_theme()
    paths = ["/themes/alimentation/", "/themes/alimentation/?territoire=region-53"]

    def costs():
        caching.forget()
        found = []
        for path in paths:
            with django_assert_max_num_queries(19) as captured:
                html(client.get(path))
            found.append(len(captured))
        return found

    makers.make_initiative(theme=theme, actors=[makers.make_actor()])
    before = costs()
    for number in range(12):
        makers.make_initiative(
            f"Jardin {number}", theme=theme, actors=[makers.make_actor(f"Acteur {number}")]
        )
    assert costs() == before


def test_themes_and_tags(client):
    theme = makers.make_theme()
    makers.make_tag("verger", theme)
    makers.make_initiative("Jardin", theme=theme, tags=["verger"])
    assert "1 initiative" in html(client.get("/themes/"))
    page = html(client.get(theme.get_absolute_url()))
    assert "verger" in page
    assert "Jardin" in page
    assert 'href="/carte/?theme=alimentation&amp;territoire=departement-29"' in page
    assert "verger" in html(client.get("/etiquettes/?q=VERGER"))
    assert "Jardin" in html(client.get("/etiquettes/verger/"))
    assert client.get("/themes/inconnu/").status_code == 404


def test_pages_are_kept_as_long_as_said(client):
    sheet = makers.make_initiative()
    assert client.get("/initiatives/")["Cache-Control"] == "public, max-age=60, stale-while-revalidate=300"
    response = client.get(sheet.get_absolute_url())
    assert response["Cache-Control"] == "public, no-cache"
    assert (
        client.get(sheet.get_absolute_url(), headers={"if-none-match": response["ETag"]}).status_code == 304
    )


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_for_reading(client, method):
    assert getattr(client, method)("/initiatives/").status_code == 405
