"""Frames for other sites, and the page where one makes one's own."""

import pytest

from tests import makers

pytestmark = pytest.mark.django_db
FRAMES = ["/integrer/carte/", "/integrer/liste/"]


@pytest.mark.parametrize("path", FRAMES)
def test_any_site_may_frame_it_and_nothing_in_it_acts(client, path):
    makers.make_initiative()
    response = client.get(path)
    again = client.get(path, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    for answer in (response, again):  # a browser takes the headers of the second for those of the first
        assert "X-Frame-Options" not in answer.headers
        assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
        assert "form-action 'none'" in answer.headers["Content-Security-Policy"]
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert not answer.cookies
    page = response.content.decode()
    assert "<form" not in page
    assert "<header" not in page
    assert '<base target="_blank">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "Jardin partagé du Bouguen" in page


@pytest.mark.parametrize(
    "path", ["/", "/initiatives/", "/carte/", "/integrer/", "/integrer/carte", "/donnees/"]
)
def test_other_pages_refuse_frames(client, path):
    response = client.get(path)
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


def test_the_frame_names_the_site_and_leads_to_it(client):
    makers.make_initiative()
    page = client.get("/integrer/liste/?territoire=departement-29").content.decode()
    assert (
        '<a href="http://127.0.0.1:8000/initiatives/?territoire=departement-29" target="_blank" rel="noopener">'
        in page
    )
    assert "<h1>Initiatives locales dans le Finistère</h1>" in page
    assert (
        '<link rel="canonical" href="http://127.0.0.1:8000/initiatives/?territoire=departement-29">' in page
    )


@pytest.mark.parametrize("path", FRAMES)
def test_filters_are_those_of_everywhere(client, path):
    makers.make_initiative()
    makers.make_initiative("Wiki de Paris", commune=makers.make_paris())
    page = client.get(f"{path}?territoire=departement-29&q=%00&bbox=nan,0,0,0").content.decode()
    assert "Jardin partagé du Bouguen" in page
    assert "Wiki de Paris" not in page


@pytest.mark.parametrize("path", FRAMES)
@pytest.mark.parametrize("status", ["pending", "archived", "withdrawn"])
def test_what_is_not_public_is_not_there(client, path, status):
    makers.make_initiative("Secret", status=status)
    assert "Secret" not in client.get(path).content.decode()


def test_a_list_of_nothing_says_so(client):
    assert "Faites connaître la première" in client.get("/integrer/liste/").content.decode()


def test_the_page_frames_only_our_own(client):
    makers.make_initiative()
    response = client.get("/integrer/?forme=liste&theme=alimentation&tag=zzz")
    assert "frame-src 'self'" in response.headers["Content-Security-Policy"]
    page = response.content.decode()
    assert 'src="/integrer/liste/?theme=alimentation"' in page
    assert "&lt;iframe src=&quot;http://127.0.0.1:8000/integrer/liste/?theme=alimentation&quot;" in page
    assert 'value="alimentation" checked' in page


def test_hostile_values_are_escaped(client):
    page = client.get("/integrer/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&forme=%22%3E").content.decode()
    assert "<script>alert" not in page
