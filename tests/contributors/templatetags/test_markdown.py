from django.template import Context, Template


def shown(text, template="{% load markdown %}{{ text|markdown }}"):
    return Template(template).render(Context({"text": text}))


def test_html_comes_out_as_html_and_typed_html_as_text():
    assert shown("**a** <b>") == "<p><strong>a</strong> &lt;b&gt;</p>\n"


def test_nothing_gives_nothing():
    assert shown(None) == shown("") == ""


def test_the_highest_heading_can_be_chosen():
    assert "<h4>" in shown("# a", "{% load markdown %}{{ text|markdown:4 }}")
