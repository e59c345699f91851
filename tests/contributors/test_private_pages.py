import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from contributors.private_pages import private_page


@pytest.mark.parametrize("status", [200, 303, 410, 429])
def test_no_cache_no_search_engine_and_no_other_site_learns_of_it(status):
    view = private_page(lambda request: HttpResponse(status=status))
    headers = view(RequestFactory().get("/secret/")).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex"
    # Not `no-referrer`: a form posted from such a page says `Origin: null`, which the CSRF check refuses.
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_view_keeps_its_name_and_its_arguments():
    @private_page
    def confirm(request, token):
        """Confirm."""
        return HttpResponse(token)

    assert (confirm.__name__, confirm.__doc__) == ("confirm", "Confirm.")
    assert confirm(RequestFactory().get("/"), token="x").content == b"x"
