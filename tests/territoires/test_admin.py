"""The front page of the admin, its door, and what belongs to no model."""

import logging

import pytest
from django.contrib import admin
from django.urls import reverse

from contributors.models import SensitiveAct, User
from tests import makers

pytestmark = pytest.mark.django_db


def test_the_queue_comes_before_the_models(client):
    client.force_login(makers.make_administrator())
    makers.make_initiative("Jardin qui attend", status="pending")
    makers.make_actor("Acteur à confirmer", status="unconfirmed")
    page = client.get(reverse("admin:index")).content.decode()
    assert page.index("1 fiche attend") < page.index("Jardin qui attend") < page.index("Annuaire")
    assert "1 envoi que son auteur ou autrice n’a pas encore confirmé par courriel" in page
    assert "Acteur à confirmer" not in page


def test_models_are_grouped_by_what_one_comes_to_do(client):
    client.force_login(makers.make_administrator())
    sections = client.get(reverse("admin:index")).context["app_list"]
    assert [
        (section["name"], [str(model["name"]) for model in section["models"]]) for section in sections
    ] == [
        (
            "Annuaire",
            [
                "Initiatives",
                "Acteurs",
                "Appels",
                "Rencontres",
                "Inscriptions",
                "Analyses",
                "Articles des partenaires",
                "Flux des partenaires",
                "Animations de territoires",
                "Étiquettes",
                "Thèmes",
                "Synonymes",
                "Propositions de modification",
                "Relations à confirmer",
                "Signalements",
                "Messages retenus ou signalés",
                "Mises en relation signalées",
                "Listes de vérification",
            ],
        ),
        ("Lettre", ["Lettres aux listes", "Listes de diffusion"]),
        ("Relecture", ["Points de la charte", "Textes tout prêts"]),
        ("Site", ["Pages"]),
        ("Équipe", ["Comptes de l’équipe", "Groupes", "Invitations", "Actes sensibles"]),
        (
            "Personnes et courriels",
            [
                "Contributeurs et contributrices",
                "Demandes sur des données personnelles",
                "Abonnements à la lettre",
                "Courriels",
            ],
        ),
        ("Lieux", ["Régions", "Départements", "Intercommunalités", "Communes"]),
    ]


def test_libraries_show_nothing_of_theirs():
    shown = {model._meta.app_label for model in admin.site._registry}
    assert not shown & {"taggit", "axes", "procrastinate", "leaflet", "sessions", "otp_totp"}


def test_a_section_of_an_application_opens(client):
    client.force_login(makers.make_administrator())
    assert "Annuaire" in client.get("/admin/initiatives/").content.decode()


def test_someone_without_rights_sees_an_empty_page(client):
    client.force_login(User.objects.create_user("seul", is_staff=True))
    page = client.get(reverse("admin:index"))
    assert page.status_code == 200
    assert "ne permet encore de rien voir" in page.content.decode()


# --- Case 44 of security.md: log-in tried over and over ---


def log_in(client, username, password, address):
    data = {"username": username, "password": password}
    return client.post("/admin/login/", data, REMOTE_ADDR=address)


def test_ten_wrong_passwords_close_the_door_to_that_name_from_that_address_only(client, caplog):
    makers.make_moderator("camille")
    makers.make_moderator("dominique")
    with caplog.at_level(logging.DEBUG):
        answers = [log_in(client, "camille", "faux", "203.0.113.7").status_code for _ in range(10)]
    assert answers == [200] * 9 + [429]
    refused = log_in(client, "camille", makers.PASSWORD, "203.0.113.7")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "3600"
    assert "Réessayez" in refused.content.decode()
    assert log_in(client, "dominique", makers.PASSWORD, "203.0.113.7").status_code == 302
    assert log_in(client, "camille", makers.PASSWORD, "198.51.100.9").status_code == 302
    for secret in ("203.0.113.7", "camille", "faux"):
        assert secret not in caplog.text


def test_an_address_written_by_the_visitor_does_not_open_the_door(client):
    makers.make_moderator("camille")
    data = {"username": "camille", "password": "faux"}
    for number in range(10):
        response = client.post(
            "/admin/login/", data, REMOTE_ADDR="203.0.113.7", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}"
        )
    assert response.status_code == 429


def test_a_right_password_forgets_the_wrong_ones(client):
    makers.make_moderator("camille")
    for _ in range(2):
        for _ in range(9):
            assert log_in(client, "camille", "faux", "203.0.113.7").status_code == 200
        assert log_in(client, "camille", makers.PASSWORD, "203.0.113.7").status_code == 302


def test_the_log_in_page_is_in_french_and_leads_nowhere_else(client):
    page = client.get("/admin/login/?next=https://ailleurs.example/")
    assert "Nom d’utilisateur" in page.content.decode().replace("&#x27;", "’")
    makers.make_moderator("camille")
    data = {"username": "camille", "password": makers.PASSWORD, "next": "https://ailleurs.example/"}
    assert client.post("/admin/login/", data).headers["Location"] == "/admin/"


def test_whoever_changes_their_own_password_is_written_down(client):
    user = makers.make_moderator("camille")
    client.force_login(user)
    new = "un autre mot de passe"
    data = {"old_password": "faux", "new_password1": new, "new_password2": new}
    client.post("/admin/password_change/", data)
    assert not SensitiveAct.objects.filter(kind="password").exists()
    client.post("/admin/password_change/", data | {"old_password": makers.PASSWORD})
    act = SensitiveAct.objects.get(kind="password")
    assert (act.by, act.about) == (user, "compte camille")
