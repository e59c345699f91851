"""Case 42 of security.md on every address of the site, found in its own table: those added later are walked too.

The database is full of private persons: authors, messages in every state, introductions in every state, relations that
wait. None of their addresses is in any body or header, nor in a mail to anybody else who was not given it.
"""

import re
from itertools import product

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from contact import introductions, threads
from contact.models import Side, Thread
from contributors.models import Contributor
from initiatives.models import Kinship, Membership, Participation
from moderation import proposals, questions, reports
from moderation.authors import Author
from moderation.models import Status
from outbox.models import Message
from tests import makers
from tests.messages import TEXT, WORD
from tests.whole_site import make_whole_site

pytestmark = pytest.mark.django_db

DOMAIN = "courriel-prive.fr"  # of every private person here, and of nothing else
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
LINK = re.compile(r"https?://[^/\s]+(/\S*[\w-]{43}/\S*)")
QUERIES = ("", "?q=jardin", "?page=2", "?format=json")
FEWEST_ROUTES = 35  # the site has more: a walk that reaches fewer has lost its way


def person(name):
    return makers.make_contributor(f"{name}@{DOMAIN}", name)


def about(title, name, **fields):
    return makers.make_initiative(title, contributor=person(name), **fields)


def fill():
    """Make one of everything that knows a private person; return the sheets."""
    sheets = [about(f"Jardin de {name}", name) for name in ("alix", "basile", "colombe", "denise")]
    actor = makers.make_actor("Association des Rosiers", submitted_by=person("edmond"))
    network = makers.make_actor("Réseau des Rosiers", kind="reseau", submitted_by=person("fanny"))
    for side in ("subject", "object"):
        other = makers.make_actor(f"Atelier {side}", submitted_by=person(f"atelier-{side}"))
        Participation.objects.create(
            initiative=sheets[0], actor=other, role=Participation.Role.values[1], declared_by=side
        )
        Membership.objects.create(actor=other, network=network, declared_by=side)
        kind = {"subject": Kinship.Kind.values[0], "object": Kinship.Kind.values[1]}[side]
        Kinship.objects.create(initiative=sheets[1], other=sheets[2], kind=kind, declared_by=side)
    waiting = about("Jardin qui attend", "gaston", status=Status.PENDING)
    questions.ask(sheet=waiting, by=Author.system(), text="Quel jour\u202f?")
    reports.send(sheet=sheets[0], kind="other", text="Rien ne va.", email=f"henri@{DOMAIN}")
    changes = {"summary": {"before": sheets[0].summary, "after": "Un autre résumé."}}
    proposals.send(sheet=sheets[0], contributor=person("irma"), changes=changes)
    converse(sheets, actor)
    introduce(sheets)
    return [*sheets, actor, network]


def converse(sheets, actor):
    """Leave messages in every state: unconfirmed, passed on, answered, stopped, reported, held."""

    def write(sheet, name, text, **shown):
        said = {"name": name, "email": f"{name}@{DOMAIN}", "text": text, "shows_address": False} | shown
        return threads.send(sheet=sheet, **said)

    write(sheets[0], "jeanne", TEXT)
    answered = threads.confirm(thread=write(sheets[0], "karim", f"{TEXT} Un."))
    threads.reply(thread=answered, contributor=answered.receiver, text="Venez.", shows_address=False)
    stopped = threads.confirm(thread=write(sheets[1], "louise", f"{TEXT} Deux."))
    threads.stop(thread=stopped, contributor=stopped.receiver, everywhere=True)
    reported = threads.confirm(thread=write(actor, "marius", f"{TEXT} Trois."))
    threads.report(thread=reported, contributor=reported.receiver, text="Il insiste.")
    for sheet in sheets[:3]:
        threads.confirm(thread=write(sheet, "nadine", f"{TEXT} À tout le monde."))


def introduce(sheets):
    """Leave introductions in every state but the one where addresses pass."""
    for number, name in enumerate(("odile", "pierre", "quentin")):
        first, second = sheets[number], sheets[number + 1]
        made = introductions.propose(
            first=first, second=second, name=name, email=f"{name}@{DOMAIN}", word=f"{WORD} {number}"
        )
        if number:
            introductions.confirm(introduction=made)
            introductions.agree(side=made.sides.first(), name="Quelqu’un")
        if number == 2:
            introductions.refuse(side=made.sides.last(), block=True)
            introductions.drop(made)


def routes(patterns=None, prefix="/"):
    """Yield every address of the site with its parameters, but those of the admin: superusers see who is who."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver) and not route.startswith("/admin/"):
            yield from routes(entry.url_patterns, route)
        elif isinstance(entry, URLPattern) and not route.startswith("/admin/"):
            yield route.removesuffix("$")


def values(sheets):
    """Return what is tried for each parameter, by its name."""
    slugs = [sheet.slug for sheet in sheets] + ["jardin-partage-du-bouguen", "les-jardins-du-bouguen"]
    return {
        "slug": [*slugs, "alimentation", "compost"],
        "kind": ["region", "departement", "intercommunalite", "commune"],
        "code": ["53", "29", "242900314", "29019"],
        "section": ["initiatives", "acteurs", "themes", "etiquettes", "territoires", "pages"],
        "z": ["0"],
        "x": ["0"],
        "y": ["0"],
        "token": ["x" * 43],
    }


def text_of(response):
    """Return all that an answer says, headers included."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers}\n{body.decode('utf-8', 'replace')}"


def test_42_no_address_of_a_private_person_is_in_any_page_or_header(
    client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        make_whole_site()
        sheets = fill()
    assert Contributor.objects.filter(email__endswith=DOMAIN).count() >= 18
    known, reached, faults = values(sheets), set(), []
    for route in routes():
        names = PARAMETER.findall(route)
        for chosen in product(*(known.get(name, ["0", "29", "csv", "json"]) for name in names)):
            filled = iter(chosen)
            address = PARAMETER.sub(lambda _, filled=filled: next(filled), route)
            for query in QUERIES[: 1 if names else None]:
                response = client.get(address + query)
                if response.status_code == 200:
                    reached.add(route)
                if DOMAIN in text_of(response):
                    faults.append(address + query)
    assert faults == []
    assert len(reached) >= FEWEST_ROUTES, sorted(reached)


def test_42_no_page_of_a_secret_link_tells_an_address_but_to_its_owner(client):
    fill()
    opened = 0
    for mail in Message.objects.exclude(to="").order_by("pk"):
        for address in LINK.findall(mail.body):
            page = text_of(client.get(address)).replace(mail.to, "")
            opened += 1
            assert DOMAIN not in page, (mail.subject, address)
    assert opened > 20


def test_42_no_mail_tells_an_address_to_somebody_else_before_both_agree():
    makers.make_moderator()
    fill()
    faults = [
        (mail.to, mail.subject)
        for mail in Message.objects.all()
        if DOMAIN in f"{mail.subject}\n{mail.body}\n{mail.reply_to}".replace(mail.to, "")
    ]
    assert Message.objects.count() > 25 and faults == []
    assert {*Thread.objects.values_list("state", flat=True)} == {"unconfirmed", "open", "stopped", "held"}
    assert {*Side.objects.values_list("answer", flat=True)} == {"waiting", "agreed", "refused"}
