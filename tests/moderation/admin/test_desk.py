"""The front page, one's mails and the statistics."""

import pytest
from django.urls import reverse

from initiatives.models import Actor
from moderation import claims, questions, reports
from moderation.authors import Author
from moderation.models import Notice, Status, ThemeScope
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db
INDEX, NOTICE, STATISTICS = "/admin/", "/admin/mes-courriels/", "/admin/statistiques/"


@pytest.fixture
def moderator(client):
    user = makers.make_moderator("finistere", ["departement-29"])
    client.force_login(user)
    return user


def waiting(title, **fields):
    return makers.make_initiative(
        title, status=Status.PENDING, contributor=makers.make_contributor(), **fields
    )


def test_the_front_page_says_what_waits_and_who_has_it(client, moderator):
    free, mine, other, answered = (waiting(title) for title in ("Libre", "À moi", "À un autre", "Répondue"))
    claims.take(sheet=mine, user=moderator)
    claims.take(sheet=other, user=makers.make_moderator("brieuc"))
    questions.ask(sheet=answered, by=Author.system(), text="Où\u202f?")
    questions.answer(sheet=answered, text="Là.")
    reports.send(sheet=makers.make_initiative("Publiée"), kind="place", text="Faux.")
    response = client.get(INDEX)
    page = response.content.decode()
    assert "<strong>4 fiches attendent</strong>" in page
    assert "2 sont prises." in page
    assert [line.sheet for line in response.context["mine"]] == [mine]
    assert [(line.name, line.count) for line in response.context["lines"]] == [
        ("réponses reçues (initiatives)", 1),
        ("signalements", 1),
    ]
    assert "<td>brieuc</td>" in page
    listed = client.get(response.context["lines"][0].url).context["cl"].result_list
    assert list(listed) == [answered]
    assert free.title in page


def test_a_question_without_answer_is_a_filter_too(client, moderator):
    sheet = waiting("Sans réponse")
    waiting("Autre")
    questions.ask(sheet=sheet, by=Author.system(), text="Où\u202f?")
    found = client.get("/admin/initiatives/initiative/?question=posee").context["cl"].result_list
    assert list(found) == [sheet]


def test_what_i_took_and_moderate_no_more_is_not_shown(client, moderator):
    sheet = waiting("À Paris", commune=makers.make_paris(), position=None)
    claims.take(sheet=sheet, user=moderator)
    response = client.get(INDEX)
    assert response.context["mine"] == []
    assert "À Paris" not in response.content.decode()


def test_the_front_page_costs_the_same_with_many(client, moderator, django_assert_max_num_queries):
    counts = []
    for number in range(2):
        for more in range(12):
            sheet = waiting(f"Fiche {number} {more}")
            makers.make_actor(f"Acteur {number} {more}", status=Status.PENDING, commune=makers.make_commune())
            claims.take(sheet=sheet, user=moderator)
            reports.send(sheet=makers.make_initiative(), kind="place", text=f"Faux {number} {more}.")
        with django_assert_max_num_queries(33) as captured:
            client.get(INDEX)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_sheet_that_leaves_my_themes_is_saved_and_said(client, moderator):
    health, culture = makers.make_theme("sante", "Santé"), makers.make_theme("culture", "Culture")
    ThemeScope.objects.create(group=moderator.groups.get(), theme="sante")
    sheet = waiting("Atelier", theme=health)
    url = reverse("admin:initiatives_initiative_change", args=[sheet.pk])
    assert waiting("Chorale", theme=culture).title not in client.get(INDEX).content.decode()
    response = client.post(
        url, filled(client, url) | {"main_theme": culture.pk, "_continue": "1"}, follow=True
    )
    assert response.status_code == 200
    assert "n’est plus de celles que vous modérez" in str(list(response.context["messages"])[-1])
    assert client.get(url).status_code == 404


# --- One's mails ---


def test_one_chooses_how_often_to_be_told(client, moderator):
    page = client.get(NOTICE).content.decode()
    assert moderator.email in page
    response = client.post(NOTICE, {"rhythm": "daily", "user": "1", "done_on": "2026-01-01"})
    assert response.headers["Location"] == INDEX
    notice = Notice.objects.get()
    assert (notice.user, notice.rhythm, notice.done_on) == (moderator, "daily", None)
    assert 'value="daily" required id="id_rhythm_1" checked' in client.get(NOTICE).content.decode()
    client.post(NOTICE, {"rhythm": "never"})
    assert Notice.objects.get().rhythm == "never"


@pytest.mark.parametrize("sent", ["", "hourly"])
def test_another_rhythm_is_refused(client, moderator, sent):
    assert client.post(NOTICE, {"rhythm": sent}).status_code == 200
    assert not Notice.objects.exists()


def test_without_an_address_it_is_said(client, moderator):
    type(moderator).objects.update(email="")
    assert "n’a pas d’adresse" in client.get(NOTICE).content.decode()


# --- Statistics ---


def test_the_statistics_of_what_one_moderates(client, moderator):
    waiting("À Brest")
    waiting("À Paris", commune=makers.make_paris(), position=None)
    reports.send(sheet=makers.make_initiative(), kind="place", text="Faux.")
    response = client.get(STATISTICS)
    assert [(table.name, table.received) for table in response.context["tables"]] == [
        ("initiatives", 1),
        ("acteurs", 0),
        ("appels", 0),
        ("analyses", 0),
        ("rencontres", 0),
    ]
    assert len(response.context["reports"]) == 1
    assert "1 fiche attend maintenant" in response.content.decode()


def test_they_come_as_a_file(client, moderator):
    waiting("À Brest")
    response = client.get(f"{STATISTICS}?format=csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("mois;sorte;reçues;publiées")
    assert lines[1].split(";")[1:] == ["initiatives", "1", "0", "0", "", ""]
    assert len(lines) == 1 + 5 * 12  # of five kinds


def test_reports_are_for_those_who_may_read_them(client, moderator):
    reports.send(sheet=makers.make_initiative(), kind="place", text="Faux.")
    group = moderator.groups.get()
    group.permissions.set(group.permissions.exclude(codename__endswith="report"))
    assert client.get(STATISTICS).context["reports"] == []


def test_their_cost_does_not_depend_on_months(client, moderator, django_assert_max_num_queries):
    makers.make_commune()  # nothing is asked about a territory that does not exist
    with django_assert_max_num_queries(22):
        client.get(STATISTICS)
    assert not Actor.objects.exists()


@pytest.mark.parametrize("address", [NOTICE, STATISTICS])
def test_visitors_are_asked_who_they_are(client, address):
    assert client.get(address).headers["Location"].startswith("/admin/login/")
