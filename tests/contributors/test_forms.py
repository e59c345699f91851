from django import forms

from contributors.forms import VisitorForm


def test_nothing_follows_a_label():
    class Asked(VisitorForm):
        name = forms.CharField(label="Nom")

    assert ":" not in Asked()["name"].label_tag()
