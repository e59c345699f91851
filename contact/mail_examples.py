"""The mails of messages and introductions, with made-up names: what each function of `contact.mails` gives.

Nothing here is a row of the database. A new template takes one line of `EXAMPLES`.
"""

from collections.abc import Mapping
from types import SimpleNamespace

from django.conf import settings
from django.utils import timezone

from contact.models import Introduction, Side, Thread, Turn
from moderation.mail_examples import SECRET, ExampleSheet
from outbox.examples import Example

ACTOR = "Association des Exemples"


def _link(path: str) -> str:
    return f"{settings.SITE_URL}/{path}/{SECRET}/"


def _message(*, text: str, author: str, **more: object) -> Mapping[str, object]:
    """Return what a mail about a message is given."""
    return {
        "thread": Thread(sender_name="Dominique Exemple"),
        "turn": Turn(author=author, text=text),
        "sheet": ExampleSheet(),
        "page": settings.SITE_URL + ExampleSheet().get_absolute_url(),
        "address": "",
        "link": _link("repondre"),
    } | more


def _first(**more: object) -> Mapping[str, object]:
    return _message(
        text="Bonjour, nous ouvrons un jardin dans la commune voisine. Pourrions-nous venir voir le vôtre\u202f?",
        author=Turn.Author.SENDER,
        **more,
    )


def _answer() -> Mapping[str, object]:
    return _message(
        text="Avec plaisir\u00a0: nous y sommes le samedi, de dix heures à midi.",
        author=Turn.Author.RECEIVER,
        address="camille@exemple.fr",
    )


def _introduction(**more: object) -> Mapping[str, object]:
    """Return what a mail about an introduction is given."""
    own, other = ExampleSheet(), ExampleSheet(title_text=ACTOR)
    person = SimpleNamespace(name="Camille Exemple", email="camille@exemple.fr")
    introduction = Introduction(
        introducer_name="Dominique Exemple",
        word="L’association cherche un terrain, et le jardin a une parcelle qui attend.",
        created_at=timezone.now(),
    )
    return {
        "introduction": introduction,
        "sheets": [own, other],
        "own": own,
        "other": other,
        "side": Side(name="Claude Exemple"),
        "page": settings.SITE_URL + other.get_absolute_url(),
        "link": _link("mettre-en-relation/repondre"),
        "person": person,
    } | more


def _made() -> Mapping[str, object]:
    given = dict(_introduction())
    other = SimpleNamespace(sheet=given["other"], name="Camille Exemple", person=given["person"])
    return given | {"other": other}


EXAMPLES: dict[str, Example] = {
    "message": _first,
    "message_answer": _answer,
    "message_confirmation": lambda: _first(link=_link("confirmer/message")),
    "message_refused": _first,
    "to_check": lambda: _first(exchange=Thread(), is_introduction=False, link=_link("admin")),
    "introduction_confirmation": lambda: _introduction(link=_link("confirmer/mise-en-relation")),
    "introduction_done": _introduction,
    "introduction_ended": _introduction,
    "introduction_made": _made,
    "introduction_question": _introduction,
}
