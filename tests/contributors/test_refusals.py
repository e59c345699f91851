from contributors.refusals import Gone, TooManyRequests


def test_a_refusal_says_what_its_page_needs():
    assert Gone().resend_url == ""
    assert Gone("/mes-fiches/").resend_url == "/mes-fiches/"
    assert TooManyRequests(90).retry_after == 90
