import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.cache import patch_vary_headers

from territoires.headers import PERMISSIONS_POLICY, SecurityHeadersMiddleware


def answer(prepare=lambda response: None, cache_control=""):
    response = HttpResponse("ok")
    if cache_control:
        response.headers["Cache-Control"] = cache_control
    prepare(response)
    return SecurityHeadersMiddleware(lambda request: response)(RequestFactory().get("/"))


def test_only_geolocation_is_open_and_only_to_us():
    policy = answer().headers["Permissions-Policy"]
    assert policy == PERMISSIONS_POLICY
    allowed = [item for item in policy.split(", ") if not item.endswith("=()")]
    assert allowed == ["geolocation=(self)"]
    assert "camera=()" in policy


def test_a_view_may_set_its_own_policy():
    def prepare(response):
        response.headers["Permissions-Policy"] = "geolocation=()"

    assert answer(prepare).headers["Permissions-Policy"] == "geolocation=()"


def test_all_answers_have_one_policy_unless_a_view_has_its_own(settings):
    policy = answer().headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy.split("; ")
    assert len(policy.split("; ")) == len(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])

    def prepare(response):
        response.headers["Content-Security-Policy"] = "default-src 'none'"

    assert answer(prepare).headers["Content-Security-Policy"] == "default-src 'none'"


def test_a_page_without_cookie_keeps_its_cache_header():
    assert answer(cache_control="public, max-age=60").headers["Cache-Control"] == "public, max-age=60"
    assert "Cache-Control" not in answer().headers


@pytest.mark.parametrize(
    "prepare",
    [
        lambda response: response.set_cookie("session", "x"),
        lambda response: patch_vary_headers(response, ["Accept", "cookie"]),
    ],
)
def test_an_answer_with_a_cookie_is_never_cached(prepare, caplog):
    assert answer(prepare).headers["Cache-Control"] == "private, no-store"
    assert not caplog.records
    with caplog.at_level(logging.ERROR):
        response = answer(prepare, cache_control="public, max-age=60")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "cacheable page carried a cookie" in caplog.text
