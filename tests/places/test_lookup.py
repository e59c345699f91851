"""The look-up on the whole bundled gazetteer: what people type, and what they should be offered."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from places.lookup import BEGINNING, EXACT, OTHER, WORDS, Asked
from places.models import Commune, Department

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_gazetteer")]


@pytest.fixture(scope="module")
def whole_gazetteer(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load the bundle once, in a transaction around all tests of this module; each has its own savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_places", verbosity=0)
        # Otherwise each test, at its end, would check again the foreign keys of 35,000 communes.
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


def labels(text, limit=10):
    return [commune.label for commune in Commune.objects.search(text, limit=limit)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("brest", "Brest (29)"),
        ("Brést", "Brest (29)"),
        ("  BREST ", "Brest (29)"),
        ("bres", "Brest (29)"),
        ("Brest (29)", "Brest (29)"),
        ("brest finistere", "Brest (29)"),
        ("brest en Bretagne", "Brest (29)"),
        ("29200", "Brest (29)"),
        ("29200 brest", "Brest (29)"),
        ("29200 Brest cedex", "Brest (29)"),
        ("29019", "Brest (29)"),
        ("saint etienne", "Saint-Étienne (42)"),
        ("st-etienne", "Saint-Étienne (42)"),
        ("St. Étienne", "Saint-Étienne (42)"),
        ("ste marie reunion", "Sainte-Marie (974)"),
        ("havre", "Le Havre (76)"),
        ("le havre", "Le Havre (76)"),
        ("rochelle", "La Rochelle (17)"),
        ("la rochelle", "La Rochelle (17)"),
        ("l'hay", "L’Haÿ-les-Roses (94)"),
        ("lhay les roses val de marne", None),
        ("bourg en bresse", "Bourg-en-Bresse (01)"),
        ("ascq", "Villeneuve-d’Ascq (59)"),
        ("bruz 35", "Bruz (35)"),
        ("ajaccio 2a", "Ajaccio (2A)"),
        ("2A004", "Ajaccio (2A)"),
        ("papeete", "Papeete (987)"),
        ("mamoudzou", "Mamoudzou (976)"),
        ("y", "Y (80)"),
        ("xyzzyx", None),
    ],
)
def test_what_people_type(text, first):
    assert next(iter(labels(text)), None) == first


@pytest.mark.parametrize(
    "text",
    [
        "paris",
        "paris 11",
        "Paris 11e",
        "Paris XI 75011",
        "paris 11eme arrondissement",
        "75011",
        "75111",
        "75056",
        "7501",
    ],
)
def test_paris_and_its_arrondissements(text):
    if "XI" in text:
        assert labels(text) == []  # nobody writes so: better nothing than anything
    else:
        assert labels(text)[0] == "Paris (75)"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("lyon 3e", "Lyon (69)"),
        ("69383", "Lyon (69)"),
        ("69003", "Lyon (69)"),
        ("marseille 1er", "Marseille (13)"),
        ("13201", "Marseille (13)"),
    ],
)
def test_lyon_and_marseille(text, first):
    assert labels(text)[0] == first


def test_homonyms_come_by_population_and_differ_by_label():
    assert labels("saint-denis")[:2] == ["Saint-Denis (974)", "Saint-Denis (93)"]
    assert labels("saint-denis")[2:4] == ["Saint-Denis (11)", "Saint-Denis (30)"]


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("saint denis 974", ["Saint-Denis (974)"]),
        ("saint denis reunion", ["Saint-Denis (974)"]),
        ("Saint-Denis à La Réunion", ["Saint-Denis (974)"]),
        ("saint pierre martinique", ["Saint-Pierre (972)"]),
        ("montreuil seine saint denis", ["Montreuil (93)"]),
        ("neuilly sur seine", ["Neuilly-sur-Seine (92)"]),
    ],
)
def test_a_department_or_a_region_narrows(text, only):
    assert labels(text) == only


def test_a_region_narrows_to_its_departments():
    assert labels("saint denis occitanie")[:2] == ["Saint-Denis (11)", "Saint-Denis (30)"]
    assert all("Denis" in label for label in labels("saint denis occitanie"))


def test_quality_before_population():
    qualities = [commune.quality for commune in Commune.objects.search("bray", limit=50)]
    assert qualities == sorted(qualities)
    assert {EXACT, BEGINNING, WORDS} <= set(qualities)


@pytest.mark.parametrize("text", ["saint", "b", "vallees", "29"])
def test_population_within_one_quality(text):
    found = Commune.objects.search(text, limit=200)
    ranks = [(commune.quality, -commune.population) for commune in found]
    assert len(ranks) > 5
    assert ranks == sorted(ranks)


def test_words_in_the_middle_and_in_any_order():
    assert "Ambrières-les-Vallées (53)" in labels("vallees")
    assert labels("vallees ambrieres") == ["Ambrières-les-Vallées (53)"]


def test_a_name_with_a_repeated_word_is_exact():
    Commune.objects.create(code="99001", name="La Chapelle-la-Reine-la-Chapelle", department_id="29")
    found = Commune.objects.search("la chapelle la reine la chapelle").first()
    assert (found.code, found.quality) == ("99001", EXACT)


def test_a_former_name_is_found_and_said():
    brest = Commune.objects.get(code="29019")
    brest.former_names = [*brest.former_names, "Lambézellec", "Saint-Marc"]
    brest.save()
    (found,) = Commune.objects.search("lambezellec")
    assert (found.label, found.quality) == ("Brest (29)", OTHER)
    assert found.as_suggestion("lambezellec")["former"] == "Lambézellec"
    assert found.as_suggestion("brest")["former"] is None
    assert "Brest (29)" in labels("st marc brest")


def test_a_postcode_is_not_mistaken_for_a_former_code():
    """29200 is Brest's postcode, and was the code of Ploujean, now in Morlaix."""
    Commune.objects.filter(code="29151").update(former_codes=["29200", "29999"])
    assert labels("29200") == ["Brest (29)"]
    assert labels("29999") == ["Morlaix (29)"]


def test_part_of_a_postcode():
    communes = list(Commune.objects.search("292", limit=100))
    assert communes
    assert all(
        any(number.startswith("292") for number in [commune.code, *commune.postcodes]) for commune in communes
    )


def test_gone_communes_are_not_offered():
    Commune.objects.filter(code="29061").update(successor_id="29019")
    assert labels("gouesnou") == []


def test_nearly_right():
    assert Commune.objects.resembling("marseile")[0].name == "Marseille"
    assert Commune.objects.resembling("qimper")[0].name == "Quimper"
    assert list(Commune.objects.resembling("xq")) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\0",
        "bre\0st",
        "\ud800",
        "\udfff brest",
        "'",
        "\\",
        "' & | ! :* <-> ( )",
        "%",
        "_",
        "a" * 100_000,
        "saint " * 20_000,
        "\u202ebrest",
        "日本",
        "🌻",
        "(" * 500,
        "[a-z]+$",
        "9" * 500,
    ],
)
def test_hostile_text(text):
    assert len(list(Commune.objects.search(text))) <= 10
    assert len(list(Commune.objects.resembling(text))) <= 5


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_safe(text):
    list(Commune.objects.search(text))


def test_the_text_is_cut():
    assert len(Asked.by("brest " * 1000).words) <= 10


@pytest.mark.parametrize("text", ["brest", "saint", "29200", "saint denis reunion", "quatre"])
def test_the_index_answers(text):
    """35,000 rows: a look-up reads those that answer, never the whole table."""
    plan = Commune.objects.search(text).explain()
    assert "commune_words" in plan
    assert "Seq Scan on places_commune" not in plan


def test_the_index_of_spellings_answers():
    assert "commune_key_trigrams" in Commune.objects.resembling("marseile").explain()


def test_at_most_two_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        labels("saint denis reunion")
    with django_assert_max_num_queries(1):
        labels("brest")


def test_narrowing_reads_each_possible_end():
    asked = Asked.by("val de reuil seine maritime").narrow(Department.objects.all())
    assert (["val", "de", "reuil"], ["76"]) in asked.narrowed


def test_extensions_need_no_superuser():
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension JOIN pg_roles r ON r.oid = extowner ORDER BY 1")
        assert {"btree_gin", "pg_trgm", "unaccent"} <= {name for (name,) in cursor.fetchall()}
