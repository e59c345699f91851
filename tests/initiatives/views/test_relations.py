import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from contributors.models import Contributor, SignedLink
from initiatives.jobs import send_relation_pages
from initiatives.models import Agreement
from initiatives.relating import cases
from initiatives.relating.bonds import OBJECT
from initiatives.relating.mails import name_of
from initiatives.relating.pages import page_token
from moderation import actions as moderation
from moderation import merging
from moderation.authors import Author
from moderation.mails import FOLLOWING_TIME
from moderation.models import Status
from tests import makers, relations

pytestmark = pytest.mark.django_db
OTHER_PAGE = "/relations/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"


def asked():
    """Return a relation that an actor proposed to an initiative, and the address where it is answered."""
    bond = relations.leads(relations.actor(), relations.initiative())
    relations.propose(bond)
    return bond, relations.link_in_last_mail("jardin@exemple.fr")


def page_of(sheet, purpose="follow"):
    """Return the address of the relations of a sheet."""
    if purpose == "relate":
        return f"/relations/{page_token(sheet, sheet.submitted_by)}/"
    token = SignedLink.objects.issue(
        purpose=purpose, contributor=sheet.submitted_by, sheet=sheet, valid=FOLLOWING_TIME
    )
    return f"/suivi/{token}/relations/"


def text(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


# --- One question ---


@pytest.mark.parametrize(("said", "shown"), [("oui", "C’est confirmé"), ("non", "Ce lien n’est plus dit")])
def test_only_a_button_answers(client, said, shown):
    bond, address = asked()
    page = client.get(address)
    assert "« Les Jardins » porte « Jardin »" in text(page) and "Oui, c’est vrai" in text(page)
    assert client.head(address).status_code == 200
    assert relations.said(bond) == "subject"
    for _ in range(2):  # the second click says that it is done
        response = client.post(address, {"reponse": said})
        assert (response.status_code, response["Location"]) == (303, address)
        assert shown in text(client.get(address))
    assert relations.said(bond) == ("both" if said == "oui" else None)


@pytest.mark.parametrize("said", ["", "peut-être"])
def test_what_is_no_answer_changes_nothing(client, said):
    bond, address = asked()
    assert client.post(address, {"reponse": said}).status_code == 200
    assert relations.said(bond) == "subject"


def test_a_link_that_opens_nothing(client):
    bond, address = asked()
    follow = page_of(bond.object)
    token = follow.split("/")[2]
    for wrong in (OTHER_PAGE, f"{address[:-2]}/", f"/relations/{token}/", "/suivi/inconnu/relations/"):
        assert client.get(wrong).status_code == 410, wrong
        assert client.post(wrong, {"reponse": "oui"}).status_code == 410, wrong
    SignedLink.objects.filter(purpose="relate").update(expires_at="2020-01-01T00:00:00Z")
    assert client.post(address, {"reponse": "oui"}).status_code == 410
    assert relations.said(bond) == "subject"


def test_the_link_of_somebody_else_answers_nothing(client):
    bond, address = asked()
    Agreement.objects.update(asked=bond.subject.submitted_by)
    assert client.post(address, {"reponse": "oui"}).status_code == 410


@pytest.mark.parametrize("change", ["address", "author", "merge"])
def test_who_does_not_answer_for_the_sheet_any_more(client, change):
    actor = makers.make_actor("Les Jardins", email="ancienne@exemple.fr")
    garden = relations.initiative()
    relations.propose(relations.leads(actor, garden), OBJECT)
    address = relations.link_in_last_mail("ancienne@exemple.fr")
    assert client.get(address).status_code == 200
    match change:
        case "address":
            type(actor).objects.update(email="nouvelle@exemple.fr")
        case "author":
            type(actor).objects.update(submitted_by=makers.make_contributor("nouvelle@exemple.fr"))
        case "merge":
            winner = relations.actor("Jardins", "nouvelle@exemple.fr")
            merging.merge(winner=winner, loser=actor, choices={}, by=Author.system())
            actor = winner
    cases.nightly()
    assert client.get(address).status_code == 410
    for said in ("oui", "non"):
        assert client.post(address, {"reponse": said}).status_code == 410
    bond = relations.leads(actor, garden)
    assert relations.said(bond) == OBJECT
    (link,) = [
        link for mail in relations.mails("nouvelle@exemple.fr") for link in relations.LINK.findall(mail.body)
    ]
    client.post(link, {"reponse": "oui"})
    assert relations.said(bond) == "both"


def test_before_the_night_already(client):
    bond, address = asked()
    type(bond.object).objects.update(submitted_by=makers.make_contributor("nouvelle@exemple.fr"))
    assert client.post(address, {"reponse": "oui"}).status_code == 410
    assert relations.said(bond) == "subject"


def test_a_call_has_no_relations(client):
    author = makers.make_contributor("a@exemple.fr")
    garden, other = makers.make_initiative(contributor=author), makers.make_initiative("Autre")
    call = makers.make_call(initiative=garden, contributor=author)
    token = SignedLink.objects.issue(purpose="follow", contributor=author, sheet=call, valid=FOLLOWING_TIME)
    assert "Dire ses liens" not in text(client.get(f"/suivi/{token}/"))
    address = f"/suivi/{token}/relations/"
    assert client.get(f"{address}?avec={name_of(other)}").status_code == 410
    assert client.post(f"{address}?avec={name_of(other)}", {"way": "porte"}).status_code == 410
    assert client.get(f"/relations/{page_token(call, author)}/").status_code == 410


def test_a_sheet_that_is_not_public_any_more(client):
    bond, address = asked()
    moderation.withdraw(sheet=bond.subject, by=Author.system())
    assert "n’est plus en ligne" in text(client.get(address))
    client.post(address, {"reponse": "oui"})
    assert relations.said(bond) == "subject"


def test_a_question_about_what_was_erased(client):
    bond, address = asked()
    bond.subject.delete()
    assert client.get(address).status_code == 410


# --- The page of a sheet ---


@pytest.mark.parametrize("purpose", ["follow", "relate"])
def test_a_relation_is_found_chosen_proposed_and_taken_back(client, purpose):
    actor, garden = relations.actor("Les Abeilles"), relations.initiative()
    address = page_of(garden, purpose)
    found = client.get(address, {"q": "abeilles"})
    chosen = f"?avec={name_of(actor)}"
    assert chosen in text(found)
    page = text(client.get(address + chosen))
    assert "« Les Abeilles » soutient « Jardin »" in page
    response = client.post(address + chosen, {"way": "soutient"})
    assert response["Location"] == f"{address}?fait=propose"
    page = text(client.get(response["Location"]))
    assert "Nous demandons à l’autre côté" in page and "En attente de l’autre côté" in page
    row = actor.participations.get()
    assert row.declared_by == "object" and len(relations.mails("actrice@exemple.fr")) == 1
    response = client.post(address, {"relation": f"participation-{row.pk}", "reponse": "retirer"})
    assert response["Location"].endswith("?fait=retire")
    assert not actor.participations.exists()


def test_what_others_say_is_answered_there(client):
    bond, _ = asked()
    address = page_of(bond.object)
    assert "À vous de répondre" in text(client.get(address))
    name = f"participation-{bond.rows().get().pk}"
    response = client.post(address, {"relation": name, "reponse": "oui"})
    assert response["Location"].endswith("?fait=confirme")
    assert relations.said(bond) == "both"
    assert client.post(address, {"relation": name, "reponse": "non"})["Location"].endswith("?fait=tard")
    assert relations.said(bond) == "both"


def test_nobody_answers_or_withdraws_for_another_sheet(client):
    bond, _ = asked()
    name = f"participation-{bond.rows().get().pk}"
    stranger = page_of(relations.initiative("Autre", "autre@exemple.fr"))
    for said in ("oui", "non", "retirer"):
        assert client.post(stranger, {"relation": name, "reponse": said})["Location"].endswith("?fait=tard")
    own = page_of(bond.subject)
    for said in ("oui", "non"):
        assert client.post(own, {"relation": name, "reponse": said})["Location"].endswith("?fait=tard")
    assert relations.said(bond) == "subject"


@pytest.mark.parametrize("name", ["participation-", "x-1", "participation-1x", "participation-" + "9" * 30])
def test_rows_that_do_not_exist(client, name):
    address = page_of(relations.initiative())
    assert client.post(address, {"relation": name, "reponse": "non"})["Location"].endswith("?fait=tard")


@pytest.mark.parametrize(
    "query", ["q=%00", "q=" + "a" * 5000, "avec=initiative-0", "avec=%00", "q=%ff", "fait=x"]
)
def test_odd_addresses(client, query):
    address = page_of(relations.initiative())
    assert client.get(f"{address}?{query}").status_code == 200


def test_a_sheet_and_itself_and_a_way_that_is_none(client):
    sheet = relations.initiative()
    address = f"{page_of(sheet)}?avec={name_of(sheet)}"
    assert "C’est la même fiche" in text(client.get(address))
    assert client.post(address, {"way": "suite"}).status_code == 200
    other = relations.actor()
    response = client.post(f"{page_of(sheet)}?avec={name_of(other)}", {"way": "suite"})
    assert "Choisissez ce qui est vrai" in text(response)
    assert not Agreement.objects.exists()


def test_why_not_is_said_under_the_choice(client):
    bond, _ = asked()
    address = f"{page_of(bond.subject)}?avec={name_of(bond.object)}"
    assert "Vous l’avez déjà proposé" in text(client.post(address, {"way": "porte"}))


def test_ten_a_day(client):
    sheet = relations.initiative()
    address = page_of(sheet)
    for number in range(11):
        other = relations.actor(f"Acteur {number}", "")
        response = client.post(f"{address}?avec={name_of(other)}", {"way": "porte"})
    assert response.status_code == 429 and int(response["Retry-After"]) > 0
    assert "dix liens aujourd’hui" in text(response)
    assert sheet.participations.count() == 10


def test_a_sheet_that_is_not_public_says_no_link(client):
    sheet = relations.initiative(status=Status.PENDING)
    assert "n’est pas en ligne" in text(client.get(page_of(sheet)))


def test_the_page_by_mail_ends_with_the_right_to_speak(client):
    sheet = relations.initiative()
    address = page_of(sheet, "relate")
    assert client.get(address).status_code == 200
    type(sheet).objects.update(submitted_by=makers.make_contributor())
    assert client.get(address).status_code == 410


def test_the_follow_page_leads_there(client):
    sheet = relations.initiative()
    address = page_of(sheet)
    assert address in client.get(address.replace("relations/", "")).content.decode()
    moderation.withdraw(sheet=sheet, by=Author.system())
    assert address not in client.get(address.replace("relations/", "")).content.decode()


def test_queries_do_not_grow_with_the_relations(client, django_assert_max_num_queries):
    sheet = relations.initiative()
    address = page_of(sheet)
    for number in range(6):
        relations.propose(relations.leads(relations.actor(f"A {number}", f"a{number}@exemple.fr"), sheet))
        relations.propose(
            relations.kin(relations.initiative(f"I {number}", f"i{number}@exemple.fr"), sheet, "partie")
        )
    relations.propose(relations.kin(relations.initiative("Z", "z@exemple.fr"), sheet), OBJECT)
    with django_assert_max_num_queries(8):
        client.get(address)


# --- Asking for one's pages ---


def test_known_and_unknown_addresses_get_the_same_page(client):
    sheet = relations.initiative()
    Contributor.objects.create(email="lue@exemple.fr")
    pages = []
    for email in ("jardin@exemple.fr", "inconnue@exemple.fr"):
        response = client.post(f"{sheet.get_absolute_url()}lier/", {"email": email})
        pages.append(text(response).replace(email, "…"))
    assert pages[0] == pages[1] and "Regardez votre messagerie" in pages[0]
    jobs = ProcrastinateJob.objects.filter(task_name="initiatives.send_relation_pages")
    assert [job.args["sheet"] for job in jobs] == [name_of(sheet)] * 2


def test_the_job_sends_pages_a_few_times_a_day():
    other, sheet = relations.actor(), relations.initiative()
    for _ in range(7):
        send_relation_pages(email="jardin@exemple.fr", sheet=name_of(other))
    assert len(relations.mails("jardin@exemple.fr")) == 5
    send_relation_pages(email="inconnue@exemple.fr", sheet="x")
    assert relations.mails("inconnue@exemple.fr") == [] and sheet.is_published


def test_only_published_sheets_may_be_linked(client):
    hidden = relations.initiative(status=Status.PENDING)
    assert client.get(f"/initiatives/{hidden.slug}/lier/").status_code == 404
    shown = relations.actor()
    assert client.get(f"{shown.get_absolute_url()}lier/").status_code == 200
    assert "Erreur" in text(client.post(f"{shown.get_absolute_url()}lier/", {"email": "a@b.fr,c@d.fr"}))
