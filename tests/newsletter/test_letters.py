"""Letters in text and in HTML: columns, words, links of one reader only, and nothing that fetches or tells."""

import re
from html.parser import HTMLParser

import pytest
from django.core import mail
from django.test import override_settings

from newsletter.columns import WIDTH
from newsletter.letters import reply_to
from newsletter.models import Subscription
from newsletter.sections import SHOWN
from newsletter.tokens import MANAGE, STOP, token_of
from outbox.jobs import deliver
from tests import makers
from tests.french_typography import faults
from tests.letters import NEWS_DAY, news, on, send_all, subscriber

pytestmark = pytest.mark.django_db
LONG = {
    "summary": "Un jardin cultivé à plusieurs derrière la bibliothèque universitaire, où l’on plante, où l’on "
    "arrose, où l’on partage les récoltes et les recettes, chaque samedi matin, quel que soit le temps qu’il fait.",
}


def sent():
    """Return what leaves to one subscriber, when there is much to tell."""
    subscriber()
    garden = news(
        "Un jardin partagé dont le nom est si long qu’il ne tient vraiment pas sur une seule ligne", **LONG
    )
    for number in range(25):
        news(f"Composteur n°\u00a0{number}")
    with on(NEWS_DAY):
        makers.make_call("Une brouette, une bêche et un arrosoir", initiative=garden)
    (message,) = send_all()
    deliver(message.pk)
    return mail.outbox[-1]


def html_of(letter):
    ((html, kind),) = letter.alternatives
    assert kind == "text/html"
    return html


def test_no_line_has_more_than_72_characters_but_for_links():
    long = [line for line in sent().body.split("\n") if len(line) > WIDTH and not line.startswith("http")]
    assert long == []


def test_the_longest_titles_and_addresses_fit():
    """Of the letters that a form takes: 120 characters without a space, beside addresses of as many."""
    subscriber()
    for number, title in enumerate(("W" * 119, "mot\u00a0" * 29, "https://exemple.fr/" + "a" * 100)):
        news(f"{number}{title}", summary=f"{'s' * 140} {'https://exemple.fr/' + 'b' * 90}")
    (message,) = send_all()
    lines = message.body.split("\n")
    assert [line for line in lines if len(line) > WIDTH and "http" not in line] == []
    assert lines.count("-- ") == 1 and len(message.subject) <= 200
    addresses = [line for line in lines if "/initiatives/" in line]
    assert len(addresses) == 3 and all(line.startswith("http") and " " not in line for line in addresses)


def test_both_say_the_same():
    letter = sent()
    text = re.sub(r"\s+", " ", letter.body)
    parser = Words()
    parser.feed(html_of(letter))
    for said in ("Nouvelles initiatives", "Appels", "Un jardin partagé dont le nom", "Une brouette"):
        assert said in text and said in parser.text
    assert set(re.findall(r"http://[^\s<>]+", letter.body)) == {
        link for link in parser.links if link != "http://127.0.0.1:8000/"
    } | {"http://127.0.0.1:8000"}


class Words(HTMLParser):
    """Gathers what a page says and where it leads."""

    def __init__(self):
        super().__init__()
        self.text, self.links, self.tags = "", set(), set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        given = dict(attrs)
        if "href" in given:
            self.links.add(given["href"])

    def handle_data(self, data):
        self.text += re.sub(r"\s+", " ", data)


def test_it_fetches_nothing():
    html = html_of(sent())
    assert not re.search(r"<(?:img|link|script|iframe|video|object)\b|\bsrc=|url\(|@import", html)


def test_more_than_is_shown_is_on_the_site():
    body = sent().body
    assert body.count("Composteur") == SHOWN and "Et d’autres encore" in body
    assert "\nhttp://127.0.0.1:8000/initiatives/\n" in body


def test_it_is_in_good_french():
    letter = sent()
    assert faults(f"{letter.subject}\n{letter.body}") == []


def test_titles_are_text_whatever_was_typed():
    subscriber()
    news('<img src=x onerror="alert(1)"> & "fils"')
    (message,) = send_all()
    assert "<img" not in message.html and "&lt;img" in message.html
    assert '<img src=x onerror="alert(1)"> & ' in message.subject


def test_no_header_is_injected():
    subscriber()
    news("Jardin\r\nBcc: tout@exemple.fr")
    (message,) = send_all()
    assert "\n" not in message.subject and "\r" not in message.subject


def test_each_reader_has_links_of_their_own():
    subscriber("a@exemple.fr")
    subscriber("b@exemple.fr")
    news()
    first, second = send_all()
    for message, other in ((first, second), (second, first)):
        subscription = Subscription.objects.get(contributor__email=message.to)
        for purpose in (MANAGE, STOP):
            token = token_of(subscription, purpose)
            assert token in message.body and token in message.html
            assert token not in other.body + other.html
    assert "MANAGE-" not in first.body + first.html and "STOP-" not in first.body + first.html


@pytest.mark.parametrize(
    ("contact", "answer"),
    [
        ("contact@exemple.fr", "contact@exemple.fr"),
        ("", ""),
        ("Par la poste", ""),
        ("a@b.fr\r\nBcc: c@d.fr", ""),
    ],
)
def test_answers_go_to_the_contact_of_the_site_where_it_is_an_address(contact, answer):
    with override_settings(LEGAL={"contact": contact}):
        assert reply_to() == answer


def test_what_leaves_has_the_headers_and_then_forgets_them():
    from outbox.models import Message

    letter = sent()
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    kept = Message.objects.latest("pk")
    assert (kept.body, kept.html, kept.headers) == ("", "", {})
