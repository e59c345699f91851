import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from moderation import caching

factory = RequestFactory()


def page(request, name="a"):
    return HttpResponse(f"page {name}")


KEPT = {
    caching.listing: "public, max-age=60, stale-while-revalidate=300",
    caching.sheet: "public, no-cache",
    caching.steady: "public, max-age=3600",
}


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__name__)
def test_each_kind_of_page_is_kept_as_long_as_said(kind):
    response = kind(page)(factory.get("/"), name="b")
    assert response.content == b"page b"
    assert response.headers["Cache-Control"] == KEPT[kind]
    assert response.headers["ETag"]


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__name__)
def test_a_page_that_has_not_changed_is_not_sent_again(kind):
    tag = kind(page)(factory.get("/")).headers["ETag"]
    again = kind(page)(factory.get("/", headers={"if-none-match": tag}))
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == KEPT[kind]
    assert kind(page)(factory.get("/", headers={"if-none-match": tag}), name="b").status_code == 200


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_public_pages_are_only_read(kind, method):
    response = kind(page)(getattr(factory, method)("/"))
    assert response.status_code == 405
    assert "Cache-Control" not in response.headers


def test_a_redirection_or_an_error_is_not_kept():
    for status in (301, 302, 404, 410, 503):
        response = caching.listing(lambda request, status=status: HttpResponse(status=status))(
            factory.get("/")
        )
        assert "Cache-Control" not in response.headers
    with pytest.raises(Http404):
        caching.sheet(not_found)(factory.get("/"))


def not_found(request):
    raise Http404


def test_the_view_keeps_its_name():
    assert caching.listing(page).__name__ == "page"
