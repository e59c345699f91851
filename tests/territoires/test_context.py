from django.test import RequestFactory

from territoires.context import site


class Untouchable:
    """A user or a session that fails the test when it is read."""

    def __getattr__(self, name):
        raise AssertionError(f"{name} was read")


def test_it_says_what_the_site_is_and_reads_no_visitor(settings):
    settings.SITE_URL, settings.DEMO = "https://exemple.fr", False
    request = RequestFactory().get("/")
    request.user = request.session = Untouchable()
    assert site(request) == {
        "site_name": "Territoires contributifs",
        "site_url": "https://exemple.fr",
        "demo": False,
    }
