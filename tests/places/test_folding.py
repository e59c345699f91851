import pytest
from django.db import connection
from django.db.models import Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from places.folding import Fold, bare_name, fold, spell_out
from places.gazetteer import bundle
from places.models import Region

NAMES = [
    ("L’Haÿ-les-Roses", "l hay les roses"),
    ("  Œuf -- ÆON ", "oeuf aeon"),
    ("Saint-Denis (93)", "saint denis 93"),
    ("e\u0301te\u0301", "ete"),  # accents as separate characters, as macOS writes them
    ("« École »\u00a0: n° 3", "ecole n 3"),
    ("ça, d'accord\u2026", "ca d accord"),
    ("Straße", "strasse"),
    ("日本", "日本"),
    ("...", ""),
    ("", ""),
    ("a\u200bb\u00adc", "a b c"),
    ("🌻 jardin", "jardin"),
]


def folded_by_postgresql(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT fold(%s)", [text])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(("text", "key"), NAMES)
def test_fold(text, key):
    assert fold(text) == key


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "key"), NAMES)
def test_postgresql_folds_alike(text, key):
    assert folded_by_postgresql(text) == key


@pytest.mark.django_db
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(min_codepoint=1, max_codepoint=0x17F, exclude_categories=["Cs"]), max_size=30))
def test_a_key_folds_to_itself(text):
    """Whichever of the two made it, from any Latin text: no accent, no capital, no sign is left."""
    for key in (fold(text), folded_by_postgresql(text)):
        assert key == fold(key) == " ".join(key.split())


def test_fold_forgets_nul():
    assert fold("Bre\0st") == "bre st"


@pytest.mark.django_db
def test_fold_in_a_query():
    region = Region.objects.create(code="93", name="Provence-Alpes-Côte d’Azur")
    assert region.key == "provence alpes cote d azur"
    assert Region.objects.annotate(folded=Fold(Value("Éa"))).get().folded == "ea"


def test_short_forms_and_articles():
    assert spell_out(["st", "brieuc"]) == "saint brieuc"
    assert bare_name("Ste-Marie") == "sainte marie"
    assert bare_name("Le Mont-Dore") == "mont dore"
    assert bare_name("L’Île-d’Yeu") == "ile d yeu"
    assert bare_name("Lens") == "lens"


@pytest.mark.django_db
def test_both_agree_on_every_name_of_the_gazetteer():
    names = [name for row in bundle.read().communes for name in (row.name, *row.former_names)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, fold(name) FROM unnest(%s::text[]) AS name", [names])
        differ = [(name, key) for name, key in cursor.fetchall() if key != fold(name)]
    assert differ == []
