from contributors.redirects import see


def test_the_browser_asks_for_the_page_by_a_get():
    response = see("/suivi/secret/?fait=merci")
    assert (response.status_code, response.headers["Location"]) == (303, "/suivi/secret/?fait=merci")
