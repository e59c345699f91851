"""Codes to scan."""

from django.template import Context, Template


def render(path, label="Vers la fiche"):
    template = Template("{% load codes %}{% code path label %}")
    return template.render(Context({"path": path, "label": label}))


def test_a_code_fits_any_box_and_differs_by_address(settings):
    html = render("/initiatives/jardin/")
    assert "viewBox=" in html
    assert " width=" not in html
    assert html != render("/initiatives/verger/")
    settings.SITE_URL = "https://autre.exemple"
    assert html != render("/initiatives/jardin/")


def test_the_label_is_escaped():
    assert "<b>" not in render("/", "<b>")
