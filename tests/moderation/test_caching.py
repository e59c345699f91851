import pytest
import time_machine
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from initiatives.models import Synonyms
from moderation import caching
from moderation.models import Change, Revision
from photos.models import Photo
from territoires.models import Page
from tests import makers

factory = RequestFactory()


def page(request, name="a"):
    return HttpResponse(f"page {name}")


pytestmark = pytest.mark.django_db

KEPT = {
    caching.index: "public, max-age=3600",
    caching.tile: "public, max-age=60, stale-while-revalidate=300",
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
    makers.make_theme()
    status = 304 if kind is caching.steady else 200  # what does not read the database does not follow it
    assert kind(page)(factory.get("/", headers={"if-none-match": tag})).status_code == status


def test_a_page_that_has_not_changed_is_not_even_made(django_assert_num_queries):
    made = []

    def view(request):
        made.append(request)
        return HttpResponse("page")

    tag = caching.listing(view)(factory.get("/")).headers["ETag"]
    with django_assert_num_queries(1):
        assert caching.listing(view)(factory.get("/", headers={"if-none-match": tag})).status_code == 304
    assert len(made) == 1
    with django_assert_num_queries(0):
        caching.steady(view)(factory.get("/"))


def test_the_day_and_the_release_are_in_the_tag(monkeypatch):
    with time_machine.travel("2026-11-26 12:00 +0100"):
        today = caching.etag()
        assert today == caching.etag() != caching.etag(versioned=False)
        monkeypatch.setattr(caching, "release", lambda: "other")
        assert caching.etag() != today
        monkeypatch.undo()
    with time_machine.travel("2026-11-27 12:00 +0100"):
        assert caching.etag() != today


def test_every_public_table_tells_its_changes():
    """Each of these is read by a public page."""
    for change in (
        makers.make_initiative,
        lambda: makers.make_actor("Autre"),
        lambda: makers.make_tag("mot"),
        lambda: makers.make_theme("sante", "Santé"),
        lambda: makers.make_commune("29232", "Quimper"),
        lambda: Synonyms.objects.create(expressions="a\nb"),
        lambda: Page.objects.create(slug="charter", text="Charte"),
        lambda: Photo.objects.update(alt="Autre"),
        lambda: Revision.objects.update(data={}),
    ):
        Change.objects.all().delete()
        before = Change.objects.version()
        change()
        assert Change.objects.version() != before


def test_a_tile_is_kept_until_something_is_published():
    made = []

    def view(request):
        made.append(request)
        return HttpResponse(f"{len(made)}", content_type="application/json")

    tile = caching.tile(view)
    first, again = tile(factory.get("/a?x=1")), tile(factory.get("/a?x=1"))
    assert first.content == again.content == b"1"
    assert again.headers["Content-Type"] == "application/json"
    assert tile(factory.get("/a?x=2")).content == b"2"
    makers.make_theme()
    assert tile(factory.get("/a?x=1")).content == b"3"


def test_what_is_remembered_is_computed_once_a_version():
    numbers = iter(range(10))
    assert [caching.remembered("n", lambda: next(numbers)) for _ in range(3)] == [0, 0, 0]
    makers.make_theme()
    assert caching.remembered("n", lambda: next(numbers)) == 1


def test_old_changes_are_forgotten():
    with time_machine.travel("2026-11-20 12:00 +0100"):
        Change.objects.create(transaction=1, at=timezone.now())
    with time_machine.travel("2026-11-26 12:00 +0100"):
        Change.objects.create(transaction=2, at=timezone.now())
        Change.objects.past().delete()
    assert list(Change.objects.filter(pk__in=[1, 2]).values_list("pk", flat=True)) == [2]


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
        assert response.headers.get("Cache-Control") == ("no-cache" if status == 301 else None)
    with pytest.raises(Http404):
        caching.sheet(not_found)(factory.get("/"))


def not_found(request):
    raise Http404


def test_the_view_keeps_its_name():
    assert caching.listing(page).__name__ == "page"


def test_what_may_be_old_is_made_anew_from_time_to_time():
    made = iter(range(9))
    with time_machine.travel(7200, tick=False) as clock:
        assert [caching.kept_for(3600, "essai", lambda: next(made)) for _ in range(2)] == [0, 0]
        clock.shift(3599)
        assert caching.kept_for(3600, "essai", lambda: next(made)) == 0
        clock.shift(1)
        assert caching.kept_for(3600, "essai", lambda: next(made)) == 1


def test_what_time_changes_is_made_again(django_assert_num_queries):
    now, made = ["before"], []

    @caching.passing(lambda request, slug: f"{slug}-{now[0]}")
    def page(request, slug):
        made.append(caching.remembered("names", lambda: len(made)))
        return HttpResponse(slug)

    def ask(tag=""):
        return page(RequestFactory().get("/", headers={"if-none-match": tag}), slug="jardin")

    tag = ask()["ETag"]
    with django_assert_num_queries(1):
        assert ask(tag).status_code == 304
    now[0] = "after"
    assert ask(tag).status_code == 200
    assert made == [0, 0]  # what depends on nothing but what is public is not computed again
