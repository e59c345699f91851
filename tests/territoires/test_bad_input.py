from io import BytesIO

import pytest
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.test import RequestFactory

from territoires.bad_input import MAX_BODY_BYTES, BadInputMiddleware, ContentTypeGuard

factory = RequestFactory()


def seen_by_the_view(request):
    """Pass the request through the middleware; return it as a view gets it."""
    seen = []

    def view(request):
        seen.append(request)
        return HttpResponse()

    assert BadInputMiddleware(view)(request).status_code == 200
    return seen[0]


def multipart(body, boundary="B"):
    return factory.post("/", data=body, content_type=f"multipart/form-data; boundary={boundary}")


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("q=jardin&theme=a&theme=b", {"q": ["jardin"], "theme": ["a", "b"]}),
        ("q=%00", {"q": [""]}),
        ("q=jar%00din", {"q": ["jardin"]}),
        ("q=%ff", {"q": [""]}),
        ("q=caf%e9", {"q": ["caf"]}),
        ("q=%ED%A0%80", {"q": [""]}),
        ("q=%01%E2%80%8B%E2%80%AEa", {"q": ["a"]}),
        ("q=%EF%BF%BE", {"q": [""]}),
        ("q%00=a", {"q": ["a"]}),
        ("%00=a&theme=b", {"theme": ["b"]}),
        ("q=a+%0A+b", {"q": ["a b"]}),
    ],
)
def test_the_query_is_cleaned(query, values):
    assert dict(seen_by_the_view(factory.get("/", QUERY_STRING=query)).GET.lists()) == values


def test_a_clean_query_is_left_alone():
    request = factory.get("/?q=l%E2%80%99%C3%A9cole")
    query = request.GET
    assert seen_by_the_view(request).GET is query


def test_the_cleaned_query_cannot_be_changed():
    with pytest.raises(AttributeError):
        seen_by_the_view(factory.get("/?q=%00")).GET["q"] = "x"


def test_nul_in_the_path_is_not_found():
    with pytest.raises(Http404):
        seen_by_the_view(factory.get("/initiatives/a%00b/"))


def test_too_many_parameters_are_refused():
    with pytest.raises(TooManyFieldsSent):
        seen_by_the_view(factory.get("/?" + "a=1&" * 1001))


def test_a_cookie_with_a_control_character_is_forgotten():
    request = factory.get("/", HTTP_COOKIE=r'sessionid="\000aaaaaaaa"; other=kept; "\001"=x')
    assert seen_by_the_view(request).COOKIES == {"other": "kept", '"\\001"': "x"}


def test_an_honest_form_passes():
    request = factory.post("/", {"title": "L’été\r\nici", "photo": SimpleUploadedFile("é.png", b"\x00png")})
    seen = seen_by_the_view(request)
    assert seen.POST["title"] == "L’été\r\nici"
    assert seen.FILES["photo"].read() == b"\x00png"


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (factory.post("/", {"title": "a\x00b"}), BadRequest),
        (factory.post("/", {"a\x00b": "title"}), BadRequest),
        (factory.post("/", {"a\x00b": SimpleUploadedFile("a.png", b"a")}), BadRequest),
        (factory.post("/", {f"f{i}": "" for i in range(1001)}), TooManyFieldsSent),
        (factory.post("/", {f"f{i}": SimpleUploadedFile("a", b"a") for i in range(101)}), TooManyFilesSent),
        (factory.post("/", {"text": "é" * 1_500_000}), RequestDataTooBig),
        (
            factory.post("/", "a=" + "x" * 3_000_000, content_type="application/x-www-form-urlencoded"),
            RequestDataTooBig,
        ),
        (factory.post("/", {"a": "b"}, CONTENT_LENGTH=str(MAX_BODY_BYTES + 1)), RequestDataTooBig),
        (factory.post("/", {"a": "b"}, CONTENT_LENGTH="-1"), RequestDataTooBig),
        (factory.post("/", b"x", content_type="multipart/form-data"), MultiPartParserError),
        (
            factory.post("/", b"x", content_type="multipart/form-data; boundary=" + "b" * 300),
            MultiPartParserError,
        ),
    ],
)
def test_a_form_that_no_person_sent_is_refused(request_, error):
    with pytest.raises(error):
        seen_by_the_view(request_)


@pytest.mark.parametrize(
    "disposition",
    [
        b"form-data; name*=nothing''x",
        b"form-data; name=a; filename*=nothing''x",
        b"form-data",
        b'form-data; name="a"; filename="../../x.png"',
        b'form-data; name="a"; filename="x\x00.png"',
        b"\xff\xfe",
    ],
)
def test_odd_parts_of_a_form_are_read_or_ignored(disposition):
    body = b"--B\r\nContent-Disposition: " + disposition + b"\r\n\r\nx\r\n--B--\r\n"
    for file in seen_by_the_view(multipart(body)).FILES.values():
        assert "/" not in file.name
        assert "\x00" not in file.name


def test_a_form_cut_in_the_middle_is_read_or_refused():
    body = b'--B\r\nContent-Disposition: form-data; name="a"\r\n\r\nvalue'
    for length in range(len(body)):
        try:
            seen_by_the_view(multipart(body[:length]))
        except (BadRequest, MultiPartParserError):
            continue


def test_the_rest_of_a_refused_form_is_read():
    request = factory.post("/", "a=" + "x" * 3_000_000, content_type="application/x-www-form-urlencoded")
    with pytest.raises(RequestDataTooBig):
        seen_by_the_view(request)
    assert request.read() == b""


def test_a_visitor_who_leaves_while_sending_gets_an_empty_refusal():
    class Broken(BytesIO):
        def read(self, *args):
            raise OSError("connection reset")

    request = factory.post("/", {"a": "b"})
    request._stream = Broken()
    response = BadInputMiddleware(lambda request: HttpResponse())(request)
    assert (response.status_code, response.content) == (400, b"")


@pytest.mark.parametrize(
    ("sent", "passed_on"),
    [
        ("", ""),
        ("text/plain", "text/plain"),
        ("application/x-www-form-urlencoded; charset=UTF-8", "application/x-www-form-urlencoded"),
        ('multipart/form-data; charset="utf-8"; boundary="a b"', 'multipart/form-data; boundary="a b"'),
        ("multipart/form-data; boundary=--WebKit+/=x'", "multipart/form-data; boundary=--WebKit+/=x'"),
        ("text/plain; charset=rot13", "application/octet-stream"),
        ("application/x-www-form-urlencoded; charset=latin-1", "application/octet-stream"),
        ("text/plain; charset=utf-8; charset=idna", "application/octet-stream"),
        ("text/plain; charset*=foo''bar", "application/octet-stream"),
        ("text/plain; charset=a\x00b", "application/octet-stream"),
        ("nonsense", "application/octet-stream"),
    ],
)
def test_a_content_type_that_django_cannot_read_never_reaches_it(sent, passed_on):
    application = ContentTypeGuard(
        lambda environ, start: [WSGIRequest(environ).META["CONTENT_TYPE"].encode()]
    )
    environ = factory._base_environ(CONTENT_TYPE=sent, QUERY_STRING="a=1&" * 1001)
    assert list(application(environ, lambda *args: None)) == [passed_on.encode()]
