import pytest
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpResponse
from django.test import RequestFactory

from contributors.refusals import Gone, TooManyRequests
from territoires import errors

factory = RequestFactory()
TEXT = "Un jardin partagé derrière la médiathèque."


def body(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("response", "status", "heading"),
    [
        (lambda request: errors.bad_request(request, BadRequest()), 400, "Votre envoi n’a pas pu être lu"),
        (lambda request: errors.permission_denied(request, Exception()), 403, "Cette page vous est fermée"),
        (lambda request: errors.page_not_found(request, Exception()), 404, "Cette page n’existe pas"),
        (lambda request: errors.too_many_requests(request, 90), 429, "Trop de demandes en peu de temps"),
        (lambda request: errors.csrf_failure(request), 403, "Votre envoi n’a pas été enregistré"),
        (lambda request: errors.server_error(request), 500, "Une erreur est survenue"),
    ],
)
def test_each_error_has_its_page_without_database_or_cache(response, status, heading):
    page = response(factory.get("/nulle-part/"))
    assert page.status_code == status
    assert f"<h1>{heading}</h1>" in body(page)
    assert page.headers["Cache-Control"] == "no-store"
    assert "nulle-part" not in body(page) or status == 403


def test_too_much_is_not_the_same_as_unreadable():
    assert "trop volumineux" in body(errors.bad_request(factory.post("/"), RequestDataTooBig()))
    assert "trop volumineux" not in body(errors.bad_request(factory.post("/"), BadRequest()))


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "dans une minute"), (60, "dans une minute"), (61, "dans 2\u00a0minutes")]
)
def test_429_says_how_long_to_wait(seconds, words):
    page = errors.too_many_requests(factory.get("/"), seconds)
    assert page.headers["Retry-After"] == str(seconds)
    assert words in body(page)


def test_refusals_raised_by_a_view_get_their_page():
    middleware = errors.RefusalMiddleware(lambda request: HttpResponse())
    gone = middleware.process_exception(factory.get("/"), Gone())
    assert gone.status_code == 410
    assert "<h1>Ce lien ne fonctionne plus</h1>" in body(gone)
    assert "Recevoir un nouveau lien" not in body(gone)
    assert 'href="/lien/"' in body(middleware.process_exception(factory.get("/"), Gone("/lien/")))
    often = middleware.process_exception(factory.get("/"), TooManyRequests(120))
    assert (often.status_code, often.headers["Retry-After"]) == (429, "120")
    assert middleware.process_exception(factory.get("/"), ValueError()) is None


def test_a_locked_log_in_says_when_to_come_back(settings):
    settings.AXES_COOLOFF_TIME = 1
    page = errors.locked_out(factory.post("/admin/login/"), None, {"username": "a"})
    assert (page.status_code, page.headers["Retry-After"]) == (429, "3600")


@pytest.mark.parametrize(
    ("headers", "kept"),
    [
        ({"HTTP_ORIGIN": "http://testserver"}, True),
        ({"HTTP_REFERER": "http://testserver/initiatives/proposer/"}, True),
        ({"HTTP_ORIGIN": "http://evil.example", "HTTP_REFERER": "http://testserver/"}, False),
        ({"HTTP_ORIGIN": "null"}, False),
        ({"HTTP_REFERER": "http://[testserver"}, False),
        ({}, False),
    ],
)
def test_a_refused_form_gives_texts_back_only_to_our_own_page(headers, kept):
    page = errors.csrf_failure(factory.post("/", {"description": TEXT}, **headers))
    assert (TEXT in body(page)) is kept


def test_what_is_given_back_is_inert_and_holds_no_secret():
    form = {
        "description": f"<script>alert(1)</script>{TEXT}",
        "password": "correct horse battery staple",
        "kind": "lieu",
    }
    page = body(errors.csrf_failure(factory.post("/", form, HTTP_ORIGIN="http://testserver")))
    assert "&lt;script&gt;alert(1)" in page
    assert "correct horse" not in page
    assert "lieu</p>" not in page


def test_the_last_resort_needs_no_template(monkeypatch, caplog):
    def broken(*args):
        raise OSError("no templates")

    monkeypatch.setattr(errors, "render_to_string", broken)
    page = errors.server_error(factory.get("/"))
    assert page.status_code == 500
    assert "Une erreur est survenue" in body(page)
    assert "cannot be rendered" in caplog.text
