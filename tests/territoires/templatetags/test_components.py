import re
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string

from initiatives.models import Theme
from territoires.templatetags.components import GLYPHS, initials

SPRITE = (settings.BASE_DIR / "static" / "img" / "icons.svg").read_text()
THEME = SimpleNamespace(
    name="Eau & rivières",
    colour="navy",
    shape="drop",
    icon="water",
    get_absolute_url=lambda: "/themes/eau/",
)


def render(source, **context):
    return Template(source).render(Context(context))


def test_every_silhouette_that_a_theme_may_have_can_be_drawn():
    assert set(GLYPHS) == set(Theme.Shape.values)
    for shape in GLYPHS:
        assert f'<symbol id="s-{shape}"' in SPRITE
        assert f'<path id="b-{shape}"' in SPRITE


def test_an_icon_is_silent_unless_it_has_a_label():
    assert render('{% icon "search" %}') == (
        '<svg class="icon" aria-hidden="true"><use href="/static/img/icons.svg#i-search"/></svg>'
    )
    assert 'role="img" aria-label="Chercher &lt;"' in render('{% icon "search" label %}', label="Chercher <")


def test_a_pin_is_a_body_and_an_icon():
    pin = render("{% pin theme %}", theme=THEME)
    assert 'class="pin c-navy"' in pin
    assert "#b-drop" in pin
    assert '#i-water" x="11" y="14" width="18" height="18"' in pin


def test_a_theme_that_is_missing_or_strange_is_still_drawn():
    for theme in (None, "", SimpleNamespace(colour="", shape="spiral", icon="")):
        assert "#b-circle" in render("{% pin theme %}", theme=theme)
        assert "#s-circle" in render("{% shape theme %}", theme=theme)


def test_a_theme_is_a_word_or_a_link():
    assert render("{% theme_label theme %}", theme=THEME).startswith('<span class="topic c-navy">')
    link = render("{% theme_label theme link=True %}", theme=THEME)
    assert link.startswith('<a class="topic c-navy" href="/themes/eau/">')
    assert link.endswith(" Eau &amp; rivières</a>")


def test_a_picture_waits_unless_it_is_seen_on_arrival():
    photo = SimpleNamespace(
        url=lambda width: f"/photos/a-{width}.webp",
        srcset="/photos/a-320.webp 320w",
        width=640,
        height=400,
        alt='Une "serre"',
    )
    picture = render("{% picture photo %}", photo=photo)
    assert 'src="/photos/a-640.webp"' in picture
    assert 'alt="Une &quot;serre&quot;" loading="lazy"' in picture
    assert 'alt="" fetchpriority="high"' in render('{% picture photo alt="" eager=True %}', photo=photo)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Bretagne Créative", "BC"),
        ("Les Mains vertes", "MV"),
        ("Ville de Brest", "VB"),
        ("doc@brest", "DO"),
        ("l’Escale", "ES"),
        ("À l’abri", "AB"),
        ("« ! »", ""),
        ("", ""),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


# --- Forms ----------------------------------------------------------------------------------------------------


class ExampleForm(forms.Form):
    title = forms.CharField(
        label="Titre", help_text="Court.", error_messages={"required": "Écrivez un titre."}
    )
    site = forms.URLField(label="Site", required=False, assume_scheme="https")
    kind = forms.ChoiceField(
        label="Sorte",
        choices=[("a", "Une"), ("b", "Deux")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez."},
    )
    photo = forms.FileField(label="Photo", required=False)
    accord = forms.BooleanField(label="J’accepte", error_messages={"required": "Cochez la case."})
    token = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "Jeton perdu."})

    def clean(self):
        raise forms.ValidationError("Rien ne va <ensemble>.")


def field(name, data=None, **context):
    page = render_to_string("components/field.html", {"field": ExampleForm(data)[name], **context})
    return re.sub(r"\s*\n\s*", "", page)


def test_a_field_names_its_hint_and_its_error():
    page = field("title", {})
    assert '<label for="id_title">Titre</label>' in page
    assert '<p class="hint" id="id_title_helptext">Court.</p>' in page
    assert 'id="id_title_error"' in page
    assert "Écrivez un titre." in page
    control = re.search(r"<input[^>]*>", page)[0]
    assert 'class="input"' in control
    assert 'aria-describedby="id_title_helptext id_title_error"' in control
    assert 'aria-invalid="true"' in control


def test_only_optional_fields_say_so():
    assert "(facultatif)" in field("site")
    assert "(facultatif)" not in field("title")
    assert "(un à trois)" in field("site", note="(un à trois)")


def test_a_group_has_a_legend_and_its_error():
    page = field("kind", {})
    assert "<legend>Sorte</legend>" in page
    assert 'aria-describedby="id_kind_error"' in page
    assert page.count('class="check"') == 2
    assert page.count('class="chip"') == 0
    assert field("kind", chips=True).count('class="chip"') == 2


def test_a_file_has_our_button_and_its_script():
    page = field("photo")
    assert '<label class="btn alt" for="id_photo">' in page
    assert "/static/js/file_field.js" in page


def test_a_box_has_its_sentence():
    page = field("accord", {})
    assert '<label class="check" for="id_accord">' in page
    assert "Cochez la case." in page


def test_a_control_takes_attributes_and_keeps_its_own():
    form = ExampleForm()
    form.fields["title"].widget.attrs["class"] = "short"
    control = render('{% control field data_tc_count="280" %}', field=form["title"])
    assert 'class="short input"' in control
    assert 'data-tc-count="280"' in control


def test_the_summary_leads_to_each_field():
    page = render("{% error_summary form %}", form=ExampleForm({"site": "x"}))
    assert 'tabindex="-1" autofocus' in page
    assert '<a href="#id_title">Titre\u00a0: Écrivez un titre.</a>' in page
    assert '<a href="#id_kind_0">Sorte\u00a0: Choisissez.</a>' in page
    assert "<li>Rien ne va &lt;ensemble&gt;.</li>" in page
    assert 'href="#id_token"' not in page
    assert "Jeton perdu." in page
    assert "6 points à corriger" in page


def test_without_errors_there_is_no_summary():
    assert render("{% error_summary form %}", form=ExampleForm()).strip() == ""
    assert render("{% error_summary form %}", form=None).strip() == ""


# --- Pieces that hold other markup ----------------------------------------------------------------------------


def test_a_box_escapes_its_title_and_holds_markup():
    page = render(
        '{% box kind="warn" title=title icon="alert" level=3 %}<p>{{ text }}</p>{% endbox %}',
        title="<",
        text=">",
    )
    assert page.startswith('<div class="box warn"><h3><svg')
    assert " &lt;</h3><p>&gt;</p></div>" in page


def test_facts_that_are_empty_are_not_shown():
    source = (
        '{% facts %}{% fact "Depuis" %}{{ since }}{% endfact %}{% fact "Site" %} {% endfact %}{% endfacts %}'
    )
    assert render(source, since=2019) == (
        '<div class="facts"><h2>En bref</h2><dl><div><dt>Depuis</dt><dd>2019</dd></div></dl></div>'
    )
    assert render(source, since="") == ""
