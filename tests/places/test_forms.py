import pytest
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from html5lib import HTMLParser

from places.forms import CommuneField, Typed
from places.models import Commune, Department

pytestmark = pytest.mark.django_db


class Place(forms.Form):
    commune = CommuneField(label="Commune", help_text="Par exemple « Brest » ou « 29200 ».")


class Places(forms.Form):
    here = CommuneField(label="Ici", required=False)
    there = CommuneField(label="Là-bas")


@pytest.fixture(autouse=True)
def communes():
    names = {
        "29": "Finistère",
        "93": "Seine-Saint-Denis",
        "974": "La Réunion",
        "89": "Yonne",
        "91": "Essonne",
    }
    for code, name in names.items():
        Department.objects.create(code=code, name=name)
    rows = [
        ("29019", "Brest", 140_000, ["29200"]),
        ("29232", "Quimper", 63_000, ["29000"]),
        ("29233", "Quimperlé", 12_000, ["29300"]),
        ("29011", "Bohars", 3_700, ["29820"]),
        ("29075", "Guilers", 8_000, ["29820"]),
        ("93066", "Saint-Denis", 150_000, ["93200"]),
        ("97411", "Saint-Denis", 155_000, ["97400", "97417"]),
        ("89162", "Évry", 350, ["89140"]),
        ("91228", "Évry-Courcouronnes", 66_000, ["91000"]),
    ]
    for code, name, population, postcodes in rows:
        Commune.objects.create(
            code=code,
            name=name,
            population=population,
            postcodes=postcodes,
            department_id=code[:3] if code.startswith("97") else code[:2],
            former_names=["Évry"] if code == "91228" else ["Lambézellec"] if code == "29019" else [],
        )


def sent(query, form=Place):
    return form(QueryDict(query))


def error(form, name="commune"):
    assert not form.is_valid()
    (one,) = form.errors.as_data()[name]
    return one


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("commune=Brest", "29019"),
        ("commune=+brest+", "29019"),
        ("commune=BREST (29)", "29019"),
        ("commune=29200", "29019"),
        ("commune=29200 Brest", "29019"),
        ("commune=29019", "29019"),
        ("commune=lambezellec", "29019"),
        ("commune=bres", "29019"),
        ("commune=quimper", "29232"),
        ("commune=St-Denis (93)", "93066"),
        ("commune=saint denis reunion", "97411"),
        ("commune=Évry-Courcouronnes", "91228"),
        ("commune=évry 89", "89162"),
    ],
)
def test_words_without_a_script(query, code):
    form = sent(query)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["commune"].code == code


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("commune=Saint-Denis (93)&commune_code=93066", "93066"),
        ("commune=Saint-Denis&commune_code=97411", "97411"),  # a candidate
        ("commune=saint+denis&commune_code=&commune_code=97411", "97411"),  # after an empty hidden control
        ("commune=qimper&commune_code=29232", "29232"),  # a candidate for words that are nearly right
        ("commune=&commune_code=29019", "29019"),
        ("commune=Quimper (29)&commune_code=29019", "29232"),  # words changed since: the code is left behind
        ("commune=Brest&commune_code=99999", "29019"),
        ("commune=Brest&commune_code=%00", "29019"),
        ("commune=Brest&commune_code=" + "9" * 10_000, "29019"),
    ],
)
def test_a_code_that_answers_to_the_words_wins(query, code):
    form = sent(query)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["commune"].code == code


def test_gone_codes_give_their_successor():
    Commune.objects.filter(code="29011").update(successor_id="29019")
    assert sent("commune=&commune_code=29011").fields["commune"].clean(Typed("", "29011")).code == "29019"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Saint-Denis", ["97411", "93066"]),
        ("29820", ["29075", "29011"]),
        ("quimp", ["29232", "29233"]),
        ("Évry", ["89162", "91228"]),  # the second bore that name, and is far larger
    ],
)
def test_what_means_several_communes(text, codes):
    form = sent(f"commune={text}")
    found = error(form)
    assert found.code == "ambiguous"
    assert [commune.code for commune in found.params["candidates"]] == codes
    assert [commune.code for commune in form["commune"].candidates] == codes
    assert form.errors["commune"] == [
        f"Plusieurs communes répondent à «\u00a0{text}\u00a0»\u00a0: choisissez la bonne dans la liste ci-dessous."
    ]


def test_candidates_cost_no_query_each(django_assert_num_queries):
    with django_assert_num_queries(2):  # departments that the words may name, communes
        sent("commune=saint denis").is_valid()
    form = sent("commune=saint denis")
    form.is_valid()
    with django_assert_num_queries(0):
        drawn(form)


def test_what_nothing_answers():
    form = sent("commune=Qimper")
    found = error(form)
    assert found.code == "unknown"
    assert found.params["candidates"][0].name == "Quimper"
    assert form.errors["commune"] == [
        "«\u00a0Qimper\u00a0» n’est pas une commune connue\u00a0: vérifiez l’orthographe, ou tapez le code postal."
    ]
    assert error(sent("commune=xyzzyx")).params["candidates"] == []


@pytest.mark.parametrize(
    "text", ["%00", "%ED%A0%80", "x" * 100_000, "%25zz", "'", "()", "%F0%9F%8C%BB", "---", "<script>"]
)
def test_hostile_words(text):
    found = error(sent(f"commune={text}"))
    assert found.code == "unknown"
    assert len(found.message % found.params) < 250


def test_empty():
    assert error(sent("")).message == "Indiquez une commune, par son nom ou son code postal."
    assert error(sent("commune=+&commune_code=")).code == "required"
    form = sent("there=Brest", Places)
    assert form.is_valid()
    assert form.cleaned_data["here"] is None


def test_several_fields_do_not_mix():
    form = sent("here=Saint-Denis&here_code=93066&there=Brest", Places)
    assert form.is_valid()
    assert [form.cleaned_data[name].code for name in ("here", "there")] == ["93066", "29019"]


def test_changed():
    field = CommuneField()
    assert not field.has_changed("29019", Typed("Brest (29)", "29019"))
    assert not field.has_changed(Commune.objects.get(code="29019"), Typed("brest", ""))
    assert field.has_changed("29019", Typed("Quimper", ""))
    assert field.has_changed(None, Typed("Nulle-Part", ""))
    assert not CommuneField(required=False).has_changed(None, Typed())


# --- components/commune_field.html ----------------------------------------------------------------------------


def drawn(form, name="commune", **context):
    html = render_to_string("components/commune_field.html", {"field": form[name], **context})
    parser = HTMLParser(namespaceHTMLElements=False)
    return html, parser.parseFragment(html)


def controls(fragment, name):
    return [
        (node.get("type"), node.get("value")) for node in fragment.iter("input") if node.get("name") == name
    ]


def test_an_empty_field():
    html, fragment = drawn(Place())
    text = next(node for node in fragment.iter("input") if node.get("name") == "commune")
    label = next(fragment.iter("label"))
    assert label.get("for") == text.get("id") == "id_commune"
    assert "id_commune_helptext" in text.get("aria-describedby")
    assert text.get("role") is None  # a plain field until the script makes more of it
    assert controls(fragment, "commune_code") == [("hidden", "")]
    assert html.count('id="id_commune_helptext"') == 1
    assert "(facultatif)" not in html
    assert "<fieldset" not in html


@pytest.mark.parametrize("initial", ["29019", "commune", "brest (29)"])
def test_a_known_commune(initial):
    initial = Commune.objects.get(code="29019") if initial == "commune" else initial
    _, fragment = drawn(Place(initial={"commune": initial}))
    ((_, words),) = controls(fragment, "commune")
    assert words.lower() == "brest (29)"


def test_candidates_are_buttons_after_the_hidden_code():
    html, fragment = drawn(sent("commune=saint-denis"))
    assert controls(fragment, "commune") == [("text", "saint-denis")]
    assert controls(fragment, "commune_code") == [("hidden", ""), ("radio", "97411"), ("radio", "93066")]
    for button in (node for node in fragment.iter("input") if node.get("type") == "radio"):
        assert any(label.get("for") == button.get("id") for label in fragment.iter("label"))
    assert "Saint-Denis (974)" in html
    assert "La Réunion, 97400" in html
    assert (
        next(node for node in fragment.iter("input") if node.get("name") == "commune").get("aria-invalid")
        == "true"
    )


def test_what_was_typed_is_kept_and_escaped():
    html, fragment = drawn(sent('commune="><script>alert(1)</script>'))
    assert controls(fragment, "commune") == [("text", '"><script>alert(1)</script>')]
    assert "<script>alert" not in html


def test_a_commune_that_was_understood_keeps_its_code():
    form = sent("here=Saint-Denis&here_code=93066&there=Nulle-Part", Places)
    assert not form.is_valid()
    _, fragment = drawn(form, "here")
    assert controls(fragment, "here") == [("text", "Saint-Denis")]
    assert controls(fragment, "here_code") == [("hidden", "93066")]
