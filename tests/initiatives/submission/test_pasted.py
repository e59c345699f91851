"""Messages of mailing lists, as programs send them and as people copy them."""

from email.message import EmailMessage

import pytest

from initiatives.submission.forms import SubmissionForm
from initiatives.submission.pasted import read
from tests import makers

pytestmark = pytest.mark.django_db

BODY = """Bonjour à toutes et tous,

Nous ouvrons samedi un atelier vélo à Brest, dans l\u2019ancienne criée. On y
répare son vélo avec des bénévoles, sans rendez-vous. Tout est gratuit\u202f!

On cherche encore\u00a0:
- des outils\u202f;
- une personne pour l\u2019accueil.

Le site\u00a0: https://exemple.fr/velo. Écrire à atelier@exemple.fr.
Se désabonner\u00a0: https://listes.exemple.fr/sympa/signoff/velo

Amicalement,
Camille Le Goff
06 00 00 00 00

--\x20
L\u2019association Rayons
> Le 3 mars, Dominique a écrit\u00a0:
> À Marseille, nous avons fait pareil.
"""
SUMMARY = (
    "Nous ouvrons samedi un atelier vélo à Brest, dans l\u2019ancienne criée. On y répare son vélo avec des bénévoles, "
    "sans rendez-vous. Tout est gratuit\u202f!"
)


@pytest.fixture(autouse=True)
def places():
    makers.make_commune()
    makers.make_theme("sante", "Santé")
    makers.make_initiative(tags=["atelier vélo", "outils"], theme=makers.make_theme())
    makers.make_tag("outil", makers.make_theme("culture", "Culture"))
    makers.make_initiative("Autre", tags=["outil"])


def source(kind="plain", encoding="quoted-printable"):
    message = EmailMessage()
    message["Subject"] = "[territoires] Re: Un atelier vélo à Brest"
    message["From"] = "Camille <camille@exemple.fr>"
    message["MIME-Version"] = "1.0"
    if kind == "html":
        lines = BODY.replace("&", "&amp;").replace("<", "&lt;").split("\n")
        message.set_content(
            "<html><style>p {}</style><body>" + "<br>".join(lines) + "</body></html>", subtype="html"
        )
    else:
        message.set_content(BODY, cte=encoding)
    return message.as_string()


COPIED = (
    "De\u00a0: Camille <camille@exemple.fr>\nEnvoyé\u00a0: lundi\nÀ\u00a0: liste@exemple.fr\n"
    "Objet\u00a0: TR\u00a0: [territoires] Un atelier vélo à Brest\n\n" + BODY
)


@pytest.mark.parametrize(
    "message",
    [source(), source(encoding="base64"), source("html"), COPIED, COPIED.replace("\n", "\r\n")],
    ids=["source", "base64", "html", "copied", "of Windows"],
)
def test_the_form_is_filled_with_what_the_message_says(message):
    typed = read(message)
    assert typed["title"] == ["Un atelier vélo à Brest"]
    assert typed["summary"] == [SUMMARY]
    (description,) = typed["description"]
    assert "- des outils" in description and "\n\n" in description
    for left_out in ("Bonjour", "Amicalement", "Le Goff", "06 00", "Rayons", "Marseille", "atelier@"):
        assert left_out not in description
    assert typed["link_1"] == ["https://exemple.fr/velo"] and "link_2" not in typed
    assert (typed["lieu-0-kind"], typed["lieu-0-commune"]) == (["commune"], ["Brest (29)"])
    assert set(typed["tags"][0].split(", ")) == {"atelier vélo", "outils", "outil"}
    form = SubmissionForm.again(typed, kept=None, checked=True)
    assert not {"title", "summary", "description", "tags"} & set(form.initiative.errors)
    assert "commune" not in form.locations[0].errors


def test_a_mere_text_gives_its_first_words_as_title():
    typed = read("Des voisins cultivent ensemble un terrain. " * 20)
    assert len(typed["title"][0]) <= 120 and typed["title"][0].endswith("…")
    assert len(typed["summary"][0]) <= 280 and typed["summary"][0].endswith("terrain.")


@pytest.mark.parametrize(
    "message", ["", "  \n \n", "> cité\n> encore", "Bonjour,\n\nCordialement", "-- \nsignature"]
)
def test_what_says_nothing_gives_nothing(message):
    assert read(message) == {}


@pytest.mark.parametrize(
    "message",
    [
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=rot13\n\nTexte",
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\n\n--\nTexte",
        "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA",
        "Content-Type: text/html\n\n<script>alert(1)</script><img src=x onerror=alert(1)>Texte",
        "à " + "A-" * 20_000,
        "[" * 50_000,
        "Re: " * 10_000,
        "https://" * 7_000,
        "a@" * 20_000,
    ],
)
def test_hostile_messages_are_read_or_left(message):
    typed = read(message)
    assert "<script" not in str(typed) and "onerror" not in str(typed)
    assert all(len(value) <= 10_000 for values in typed.values() for value in values)


def test_of_several_communes_the_one_named_most_often_is_meant():
    makers.make_paris()
    assert read("Un jardin\n\nÀ côté. Il est à Paris, comme un autre à Brest. Venez à Paris.")[
        "lieu-0-commune"
    ] == ["Paris (75)"]
    assert "lieu-0-commune" not in read("Un jardin. Paris valait une messe, Brest non.")


def test_local_and_dangerous_links_are_left():
    typed = read("Un jardin. http://127.0.0.1/x http://moi:secret@exemple.fr/ http://exemple.fr/a,")
    assert [typed.get(f"link_{number}") for number in (1, 2)] == [["http://exemple.fr/a"], None]
