import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from contact import introductions, reach, threads
from contact.models import Block, Introduction, Side, Silence, Thread
from contact.views.writing import AN_HOUR
from contributors.models import RightsRequest, SignedLink
from moderation import actions, erasure
from moderation.authors import Author
from outbox.models import Message
from tests import makers
from tests.messages import (
    TEXT,
    WORD,
    WRITER,
    asked,
    follow,
    introduced,
    link_for,
    passed_on,
    proposed,
    receiver,
    sent,
    spoken_for,
    written,
)

pytestmark = pytest.mark.django_db
READER = "camille@exemple.fr"


@pytest.fixture
def sheet():
    return spoken_for(email=READER)


def body(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def page(sheet):
    return f"{sheet.get_absolute_url()}ecrire/"


# Writing


def test_a_message_from_the_sheet_to_its_reader_and_back(client, sheet):
    assert f'href="{page(sheet)}"' in body(client.get(sheet.get_absolute_url()))
    response = client.post(page(sheet), written(), follow=True)
    assert "Il reste un geste" in body(response)
    link = link_for(WRITER)
    shown = body(client.get(link))
    assert TEXT in shown and "pas votre adresse" in shown
    assert Message.objects.count() == 1
    assert "Votre message est parti" in body(client.post(link, follow=True))
    to_answer = link_for(READER)
    shown = body(client.get(to_answer))
    assert TEXT in shown and "Dominique" in shown and WRITER not in shown
    done = body(client.post(to_answer, {"text": "Venez samedi."}, follow=True))
    assert "Votre réponse est partie" in done and "Venez samedi." in done
    back = body(client.get(link_for(WRITER)))
    assert "Venez samedi." in back and READER not in back


def test_without_anybody_there_is_no_link_and_a_kind_word(client):
    sheet, actor = makers.make_initiative("Sans personne"), makers.make_actor("Personne non plus")
    for one in (sheet, actor):
        assert "ecrire/" not in body(client.get(one.get_absolute_url()))
        assert "Personne ne prend de messages ici" in body(client.get(page(one)))
        assert TEXT in body(client.post(page(one), written()))
    assert not Message.objects.exists()


def test_an_actor_with_a_public_address_is_written_to(client):
    actor = makers.make_actor(email="contact@exemple.fr")
    assert f'href="{page(actor)}"' in body(client.get(actor.get_absolute_url()))
    client.post(page(actor), written())
    follow(client, WRITER)
    assert Message.objects.filter(to="contact@exemple.fr").exists()


@pytest.mark.parametrize("status", ["pending", "withdrawn", "archived", "refused"])
def test_a_sheet_that_is_not_public_is_not_there(client, status):
    hidden = makers.make_initiative("Secret", status=status, contributor=makers.make_contributor())
    assert client.get(page(hidden)).status_code == 404
    assert client.post(page(hidden), written()).status_code == 404


def test_an_erased_sheet_is_gone(client, sheet):
    erasure.erase(sheet=sheet)
    assert client.get(page(sheet)).status_code == 410


def test_21_robots_and_the_hasty_send_nothing(client, sheet):
    response = client.post(page(sheet), written(site_internet="https://exemple.fr"), follow=True)
    assert "Il reste un geste" in body(response)
    assert "C’était très rapide" in body(client.post(page(sheet), written(start="")))
    assert not Thread.objects.exists() and not Message.objects.exists()


def test_23_over_the_limit_the_text_is_kept(client, sheet):
    for number in range(AN_HOUR):
        client.post(page(sheet), written(email=f"voisine{number}@exemple.fr", text=f"{TEXT} {number}"))
    response = client.post(page(sheet), written(email="autre@exemple.fr"))
    assert TEXT in body(response, 429) and int(response.headers["Retry-After"]) > 0


def test_over_the_limit_of_a_person_the_text_is_kept(client, sheet):
    for number in range(5):
        client.post(page(sheet), written(text=f"{TEXT} {number}"))
    response = client.post(page(sheet), written())
    assert "Cinq messages" in body(response, 429) and TEXT in body(response, 429)
    assert int(response.headers["Retry-After"]) > 86_000


def test_over_the_limit_of_the_reader_it_can_be_confirmed_tomorrow(client, sheet):
    late = sent(sheet)
    link = link_for(WRITER)
    for number in range(10):
        passed_on(sheet, text=f"{TEXT} {number}", email=f"voisine{number}@exemple.fr")
    assert "attendons demain" in body(client.post(link))
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        assert "Votre message est parti" in body(client.post(link, follow=True))
    late.refresh_from_db()
    assert late.state == "open"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "dominique@exemple.fr"}, "sans adresse ni lien"),
        ({"text": "https://exemple.fr/page-trop-seule"}, "que des liens"),
        ({"text": "Court"}, "au moins 20"),
        ({"email": "a@b.fr,c@d.fr"}, "une seule adresse"),
        ({"text": "<script>alert(1)</script>"}, ""),
    ],
)
def test_what_is_wrong_is_said_and_kept(client, sheet, changes, words):
    shown = body(client.post(page(sheet), written(start="", **changes)))
    assert words in shown.replace("\u00a0", " ").replace("\u202f", " ") or words in shown
    assert "<script>alert" not in shown
    assert not Message.objects.exists()


def test_20_extra_fields_are_ignored(client, sheet):
    client.post(page(sheet), written(state="open", receiver="1", confirmed_at="2026-01-01", sheet="1"))
    assert Thread.objects.get().state == "unconfirmed"


@pytest.mark.parametrize("token", ["x", "a" * 43, "A" * 5000, "é", "%00", "' OR 1=1"])
@pytest.mark.parametrize("where", ["confirmer/message", "confirmer/mise-en-relation", "repondre"])
def test_38_a_link_that_nobody_was_sent_is_gone(client, where, token):
    for response in (client.get(f"/{where}/{token}/"), client.post(f"/{where}/{token}/")):
        assert response.status_code in (404, 410)


def test_38_a_link_opens_one_thing(client, sheet):
    passed_on(sheet), proposed()
    confirm, answer = (re.sub(r".*/([\w-]{43})/", r"\1", link_for(to)) for to in (WRITER, READER))
    for name, token in [
        ("confirm_message", answer), ("answer", confirm), ("confirm", confirm), ("follow", answer),
        ("confirm_message", confirm), ("confirm_proposal", confirm), ("answer_introduction", answer),
    ]:  # fmt: skip
        assert client.get(reverse(name, args=[token])).status_code == 410, name


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_39_following_a_link_changes_nothing(client, sheet, method):
    sent(sheet)
    getattr(client, method)(link_for(WRITER))
    assert Thread.objects.get().state == "unconfirmed"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("held", "va être relu"),
        ("undelivered", "n’a pas été remis"),
        ("refused", "n’a pas été remis"),
        ("stopped", "est parti"),
    ],
)
def test_the_link_tells_what_became_of_it(client, sheet, state, words):
    passed_on(sheet)
    link = confirm_link()
    stopper = "receiver" if state == "stopped" else ""
    reason = "Envoi en nombre" if state == "held" else ""
    Thread.objects.update(state=state, hold_reason=reason, stopped_by=stopper)
    assert words in body(client.get(link))


def confirm_link():
    return re.search(r"/confirmer/message/[\w-]+/", Message.objects.filter(to=WRITER).first().body)[0]


def test_secret_pages_are_not_kept(client, sheet):
    passed_on(sheet)
    for link in (confirm_link(), link_for(READER), page(sheet), "/mettre-en-relation/"):
        response = client.get(link)
        assert "no-store" in response.headers["Cache-Control"], link
        assert response.headers["Referrer-Policy"] == "same-origin" and "noindex" in body(response)


# A conversation


def done(client, name, **data):
    return body(client.post(f"{link_for(READER)}{name}/", data, follow=True))


def test_what_its_reader_may_do(client, sheet):
    passed_on(sheet)
    link = link_for(READER)
    for name in ("bloquer", "bloquer-partout", "signaler", "sans-messages"):
        assert f"{name}/" in body(client.get(link))
        body(client.get(f"{link}{name}/"))
    assert not Block.objects.exists() and not Silence.objects.exists()
    assert "ne peut plus vous écrire au sujet" in done(client, "bloquer")
    assert "est arrêtée" in body(client.get(link))
    assert "peut reprendre" in done(client, "reprendre")
    assert "par ce site" in done(client, "bloquer-partout")
    assert "Ce n’est plus possible" in done(client, "debloquer")
    assert "plus personne ne peut vous écrire" in done(client, "sans-messages")
    assert "ecrire/" not in body(client.get(sheet.get_absolute_url()))
    assert "de nouveau vous écrire" in done(client, "messages")
    assert "C’est signalé" in done(client, "signaler", text="Il insiste.")
    assert Thread.objects.get().complaints.get().text == "Il insiste."
    late = done(client, "signaler", text="Encore plus.")
    assert "Ce n’est plus possible" in late and "Encore plus." in late
    assert client.get(f"{link}inconnu/").status_code == 404


def test_what_its_writer_may_do(client, sheet):
    thread = passed_on(sheet)
    threads.reply(thread=thread, contributor=receiver(thread), text="Oui.", shows_address=False)
    link = link_for(WRITER)
    shown = body(client.get(link))
    assert "arreter/" in shown and "bloquer-partout/" in shown
    assert "bloquer/" not in shown and "sans-messages" not in shown
    for name in ("bloquer", "sans-messages", "reprendre"):
        assert "Ce n’est plus possible" in body(client.post(f"{link}{name}/", follow=True))
    assert "est arrêtée" in body(client.post(f"{link}arreter/", follow=True))
    assert not Block.objects.exists() and not Silence.objects.exists()
    assert "Ce n’est plus possible" in body(client.post(link, {"text": "Encore"}, follow=True))
    assert "peut reprendre" in body(client.post(f"{link}reprendre/", follow=True))


def test_what_is_written_while_the_other_stops_it_is_kept(client, sheet):
    thread = passed_on(sheet)
    link = link_for(READER)
    threads.stop(thread=thread, contributor=thread.sender, everywhere=False)
    shown = body(
        client.post(link, {"text": "Une longue réponse, <b>écrite</b> pendant une heure."}, follow=True)
    )
    assert "longue réponse" in shown and "&lt;b&gt;" in shown and "copiez-le" in shown
    assert "reprendre/" not in shown and "est arrêtée" in shown


def test_what_is_written_in_the_instant_of_a_stop_is_kept(client, sheet, monkeypatch):
    passed_on(sheet)

    def stopped(**given):
        raise threads.NotTaken

    monkeypatch.setattr(threads, "reply", stopped)
    assert "longue réponse" in body(client.post(link_for(READER), {"text": "Une longue réponse."}))


def test_who_does_not_answer_for_the_sheet_any_more_does_not_close_it(client, sheet):
    passed_on(sheet)
    sheet.submitted_by = makers.make_contributor()
    sheet.save()
    assert "Ce n’est plus possible" in done(client, "sans-messages")
    assert not Silence.objects.exists()


def test_an_empty_answer_is_asked_for_again(client, sheet):
    passed_on(sheet)
    assert "Écrivez votre réponse" in body(client.post(link_for(READER), {"text": " "}))


def test_too_many_answers_wait(client, sheet):
    passed_on(sheet)
    link = link_for(READER)
    for number in range(20):
        client.post(link, {"text": f"Réponse {number}"})
    assert "Revenez demain" in body(client.post(link, {"text": "Encore"}), 429)


def test_markup_in_a_message_is_text(client, sheet):
    passed_on(sheet, text="<b>Gras</b> et [lien](javascript:alert(1)) parmi des mots.", name="<i>Dom</i>")
    shown = body(client.get(link_for(READER)))
    assert "<b>Gras" not in shown and "&lt;b&gt;Gras" in shown and "<i>Dom" not in shown


def test_each_may_have_their_data(client, sheet):
    passed_on(sheet)
    response = client.get(f"{link_for(READER)}donnees.json")
    assert response.json()["conversations"][0]["messages"][0]["texte"] == TEXT
    assert WRITER not in response.content.decode()
    assert RightsRequest.objects.count() == 1


def test_a_link_is_over_with_its_sheet(client, sheet):
    passed_on(sheet)
    link = link_for(READER)
    erasure.erase(sheet=sheet)
    for method in (client.get, client.post):
        assert method(link).status_code == 410
        assert method(f"{link}bloquer/").status_code == 410
    assert client.get(f"{link}donnees.json").status_code == 410


def test_the_author_of_a_sheet_closes_and_opens_it_where_they_follow_it(client, sheet):
    token = SignedLink.objects.issue(
        purpose="follow", contributor=sheet.submitted_by, sheet=sheet, valid=timedelta(days=1)
    )
    follow_page = reverse("follow", args=[token])
    assert "sans-messages/" in body(client.get(follow_page))
    assert "ne recevrez plus" in body(client.post(f"{follow_page}sans-messages/", follow=True))
    assert not reach.is_reachable(sheet)
    shown = body(client.get(follow_page))
    assert shown.index("/messages/") < shown.index("/effacer/")
    assert "de nouveau vous écrire" in body(client.post(f"{follow_page}messages/", follow=True))
    assert reach.is_reachable(sheet)


# Introductions


def pair():
    return spoken_for(email="x@exemple.fr"), spoken_for("Ressourcerie du port", "y@exemple.fr")


def address(x, y):
    return f"/mettre-en-relation/?x={reach.token_of(x)}&y={reach.token_of(y)}"


def test_two_sheets_are_chosen_by_name_and_brought_together(client):
    x, y = pair()
    makers.make_initiative("Ressourcerie sans personne")
    start = f"/mettre-en-relation/?x={x.get_absolute_url()}"
    assert start in body(client.get(x.get_absolute_url()))
    assert "Avec qui" in body(client.get(start))
    found = body(client.get(f"{start}&q=ressourcerie"))
    link = re.search(r'href="(/mettre-en-relation/\?x=[^"]+)">Ressourcerie du port', found)[1]
    assert "personne n’y prend de messages" in found and link.replace("&amp;", "&") == address(x, y)
    assert "Il reste un geste" in body(client.post(address(x, y), introduced(), follow=True))
    link = link_for(WRITER)
    assert WORD in body(client.get(link))
    assert "C’est proposé" in body(client.post(link, follow=True))
    agreed = body(client.post(link_for("x@exemple.fr"), {"answer": "agree", "name": "Xavière"}, follow=True))
    assert "C’est noté" in agreed
    last = link_for("y@exemple.fr")
    assert WORD in body(client.get(last))
    assert "Vous voilà en relation" in body(
        client.post(last, {"answer": "agree", "name": "Yann"}, follow=True)
    )
    assert "La mise en relation est faite" in body(client.get(link))
    assert "x@exemple.fr" in Message.objects.filter(to="y@exemple.fr").latest("pk").body


@pytest.mark.parametrize("answer", ["refuse", "block"])
def test_one_refuses(client, answer):
    asked(*pair())
    link = link_for("x@exemple.fr")
    own = body(client.post(link, {"answer": answer}, follow=True))
    assert "C’est noté" in own and "Vous n’avez plus rien à faire" in own
    assert Block.objects.exists() is (answer == "block")
    other = link_for("y@exemple.fr")
    assert "D’accord" in body(client.get(other))  # nothing tells the other yet
    agreed = body(client.post(other, {"answer": "agree", "name": "Yann"}, follow=True))
    assert "C’est noté" in agreed and "vous recevrez un courriel" in agreed
    assert "C’est noté" in body(client.post(link, {"answer": "agree", "name": "X"}, follow=True))
    assert Introduction.objects.get().state == "asked"


def test_a_name_is_needed_to_agree(client):
    asked(*pair())
    link = link_for("x@exemple.fr")
    for name in ("", "x@exemple.fr"):
        assert "Erreur" in body(client.post(link, {"answer": "agree", "name": name}))
    assert not Side.objects.exclude(answer="waiting").exists()


@pytest.mark.parametrize(
    "query",
    [
        "?x=%00",
        "?x=inconnu&y=inconnu",
        "?q=%00",
        f"?q={'a' * 5000}",
        "?q=%25%25%25",
        "?x=../..",
        "?q=<script>",
    ],
)
def test_what_makes_no_sense_is_left_out(client, query):
    shown = body(client.get(f"/mettre-en-relation/{query}"))
    assert "Une première fiche" in shown and "<script>" not in shown.replace('<script type="module"', "")
    body(client.post(f"/mettre-en-relation/{query}", introduced()))
    assert not Introduction.objects.exists()


def test_a_short_search_and_one_that_finds_nothing(client):
    assert "au moins trois lettres" in body(client.get("/mettre-en-relation/?q=ab"))
    assert "Aucune fiche" in body(client.get("/mettre-en-relation/?q=introuvable"))


def test_the_same_sheet_twice_is_once(client):
    x, _ = pair()
    assert "Avec qui" in body(client.get(address(x, x)))


def test_nobody_answers_for_one_of_them(client):
    x, y = pair()
    reach.silence(sheet=y)
    shown = body(client.get(address(x, y)))
    assert "nous ne pouvons pas proposer" in shown and "Pourquoi les réunir" not in shown
    assert WORD in body(client.post(address(x, y), introduced()))
    assert not Introduction.objects.exists()


def test_a_word_written_while_one_of_them_goes_is_kept(client):
    x, y = pair()
    actions.withdraw(sheet=y, by=Author.system())
    shown = body(client.post(address(x, y), introduced(word=f"{WORD} <b>Gras</b>")))
    assert WORD in shown and "&lt;b&gt;Gras" in shown and "n’est pas partie" in shown
    assert not Introduction.objects.exists()


def test_a_call_is_not_introduced(client):
    person = makers.make_contributor()
    call = makers.make_call(initiative=makers.make_initiative(contributor=person), contributor=person)
    shown = body(client.get(f"/mettre-en-relation/?x={call.get_absolute_url()}"))
    assert "Une première fiche" in shown and call.title not in shown
    assert client.get(f"{call.get_absolute_url()}ecrire/").status_code == 404


def test_introductions_have_the_limits_of_forms(client):
    x, y = pair()
    assert "Il reste un geste" in body(client.post(address(x, y), introduced(site_internet="x"), follow=True))
    assert "très rapide" in body(client.post(address(x, y), introduced(start="")))
    assert not Introduction.objects.exists()
    for number in range(2):
        client.post(address(x, y), introduced(word=f"{WORD} {number}"))
    assert "Deux mises en relation" in body(client.post(address(x, y), introduced()), 429)


def test_one_that_is_withdrawn_meanwhile(client):
    x, y = pair()
    proposed(x, y)
    link = link_for(WRITER)
    actions.withdraw(sheet=x, by=Author.system())
    assert "n’aura pas lieu" in body(client.post(link, follow=True))


def test_its_links_are_over_with_one_of_the_sheets(client):
    x, y = pair()
    asked(x, y)
    links = [link_for(to) for to in ("x@exemple.fr", "y@exemple.fr")]
    erasure.erase(sheet=x)
    assert [client.get(link).status_code for link in links] == [410, 410]
    assert [client.post(link, {"answer": "refuse"}).status_code for link in links] == [410, 410]


def test_an_introduction_that_expired_says_so(client):
    asked(*pair())
    link = link_for("x@exemple.fr")
    with time_machine.travel(timezone.now() + timedelta(days=29), tick=False):
        Introduction.objects.update(confirmed_at=timezone.now() - timedelta(days=31))
        introductions.expire()
        assert "n’aura pas lieu" in body(client.get(link))
