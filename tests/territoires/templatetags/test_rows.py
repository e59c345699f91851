from types import SimpleNamespace

import pytest
from django.template import Context, Template

from initiatives.facets import Choice

THEME = SimpleNamespace(name="Santé & co", colour="red", shape="cross", icon="heart")


def initiative(**fields):
    given = {
        "title": "Un titre : <b>gras</b> ?",
        "summary": "« Ici » & là",
        "slug": "un-titre",
        "get_absolute_url": lambda: "/initiatives/un-titre/",
        "main_theme": THEME,
        "place_label": "Brest (29)",
        "actor_label": "Les <i>Mains</i>",
        "stage": "idee",
        "get_stage_display": lambda: "Idée",
        "is_example": True,
    }
    return SimpleNamespace(**given | fields)


def render(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize("tag", ["initiative_row", "map_row"])
def test_what_people_typed_is_text(tag):
    row = render("{% " + tag + " initiative %}", initiative=initiative())
    assert "&lt;b&gt;gras&lt;/b&gt;\u202f?" in row
    assert "«\u00a0Ici\u00a0» &amp; là" in row
    assert "Les &lt;i&gt;Mains&lt;/i&gt;" in row
    assert '<a href="/initiatives/un-titre/">' in row
    assert '<span class="stage idee">Idée</span>' in row
    assert '<span class="example">exemple</span>' in row


def test_a_row_has_its_level_its_distance_and_its_note():
    row = render(
        '{% initiative_row initiative level=2 distance="19 km" note="Porte" %}', initiative=initiative()
    )
    assert "<h2>" in row and "</h2>" in row
    assert "Brest (29) · 19 km" in row
    assert "<b>Porte</b>" in row


def test_rows_say_each_its_distance():
    near, far = initiative(km=0.4), initiative(km=None, title="<i>Autre</i>")
    rows = render("{% initiative_rows initiatives level=2 %}", initiatives=[near, far])
    assert rows.count("<article") == rows.count("<h2>") == 2
    assert "Brest (29) · moins de 1\u00a0km" in rows and rows.count(" · ") == 1
    assert "&lt;i&gt;Autre&lt;/i&gt;" in rows and "<i>" not in rows


def test_what_is_not_known_is_not_shown():
    bare = initiative(place_label="", actor_label="", stage="", is_example=False)
    assert render("{% meta initiative %}", initiative=bare) == '<p class="meta"></p>'
    assert "#i-place" not in render("{% map_row initiative %}", initiative=bare)


def test_options():
    options = [Choice("sante", "Santé & co", 1240, True, THEME), Choice("x", "<i>", None)]
    shown = render('{% facet_options options "theme" %}', options=options)
    assert '<input type="checkbox" name="theme" value="sante" checked>' in shown
    assert '<span class="n">1\u202f240</span>' in shown
    assert "Santé &amp; co" in shown
    assert "<span>&lt;i&gt;</span></span></label>" in shown
    assert 'type="radio"' in render('{% facet_options options "theme" "radio" %}', options=options)


def test_places():
    places = [Choice("region-53", "Bretagne", 2, query="theme=sante&territoire=region-53")]
    shown = render("{% place_links places %}", places=places)
    assert '<a href="?theme=sante&amp;territoire=region-53">Bretagne</a> <span class="n">2</span>' in shown


def test_links_to_initiatives_say_where():
    shown = render(
        "{% initiative_links initiatives %}", initiatives=[initiative(), initiative(place_label="")]
    )
    assert shown.count("<li>") == shown.count("b-cross") == 2
    assert '<a href="/initiatives/un-titre/">Un titre\u00a0: &lt;b&gt;gras&lt;/b&gt;\u202f?</a>' in shown
    assert shown.count(' <span class="n">Brest (29)</span></li>') == shown.count('class="n"') == 1


def test_links_to_initiatives_say_why_they_are_shown():
    one = initiative(note="même étiquette\u00a0: <b>compost</b>")
    shown = render("{% initiative_links initiatives %}", initiatives=[one])
    assert '<span class="n">Brest (29) · même étiquette\u00a0: &lt;b&gt;compost&lt;/b&gt;</span>' in shown


def test_parts_of_a_territory():
    part = SimpleNamespace(url="/territoires/departement/22/", name="Côtes-d’<i>Armor</i>", count=1240)
    assert render("{% part_links parts %}", parts=[part]) == (
        '<li><a href="/territoires/departement/22/">Côtes-d’&lt;i&gt;Armor&lt;/i&gt;</a> '
        '<span class="n">1\u202f240</span></li>'
    )


def test_themes_with_something_are_links():
    theme = SimpleNamespace(slug="sante", **vars(THEME))
    shown = render(
        "{% theme_links themes query %}", themes=[(theme, 2), (theme, 0)], query="a=b&territoire=region-53"
    )
    link = '<a href="/initiatives/?theme=sante&amp;a=b&amp;territoire=region-53">Santé &amp; co</a>'
    assert f'{link} <span class="n">2</span></li>' in shown and shown.count("<a ") == 1
    assert '<span>Santé &amp; co</span> <span class="n">0</span></li>' in shown
    assert shown.count("s-cross") == 2
