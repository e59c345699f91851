from contributors.refusals import Gone, TooManyRequests


def test_a_refusal_says_what_its_page_needs():
    assert Gone().resend_url == ""
    assert Gone("/confirmer/nouveau-lien/").resend_url == "/confirmer/nouveau-lien/"
    assert TooManyRequests(90).retry_after == 90
