"""The strict client itself: it fails a test whose answer is wrong."""

import pytest
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import override_settings
from django.urls import path

from tests.strict_client import StrictClient

PAGE = (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta name="robots" content="noindex"><title>a</title></head><body><main><h1>a</h1>{}</main></body></html>'
)


def good(request):
    return HttpResponse(PAGE.format(""))


def bad(request):
    return HttpResponse(PAGE.format('<p onclick="x()">a</p>'))


def with_cookie(request):
    get_token(request)
    return HttpResponse(PAGE.format(""), headers={"Cache-Control": request.GET.get("cache", "no-store")})


def weak(request):
    return HttpResponse(PAGE.format(""), headers={"X-Frame-Options": "ALLOWALL"})


urlpatterns = [
    path("bonne/", good),
    path("mauvaise/", bad),
    path("public/", with_cookie),
    path("initiatives/proposer/", with_cookie),
    path("faible/", weak),
]


@pytest.fixture(autouse=True)
def pages():
    with override_settings(ROOT_URLCONF=__name__):
        yield


def test_a_good_page_passes():
    assert StrictClient().get("/bonne/").status_code == 200


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("/mauvaise/", "inline handler onclick"),
        ("/public/", "Set-Cookie: csrftoken on a public page"),
        ("/public/", "Vary: Cookie on a public page"),
        ("/faible/", "X-Frame-Options: ALLOWALL"),
    ],
)
def test_a_fault_fails_the_test(address, fault):
    with pytest.raises(AssertionError, match=fault):
        StrictClient().get(address)


def test_a_form_page_may_set_its_cookie():
    assert StrictClient().get("/initiatives/proposer/").cookies
