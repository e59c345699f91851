import pytest

from initiatives.models import Listing
from initiatives.search import MAX_TERMS, Term, read, terms_of
from tests import makers


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("jardin partagé", [Term("jardin"), Term("partage")]),
        ("L’épicerie", [Term("l epicerie")]),
        ('"jardin partagé" Brest', [Term("jardin partage", is_phrase=True), Term("brest")]),
        ("« jardin partagé »", [Term("jardin partage", is_phrase=True)]),
        ("jardin -brest", [Term("jardin"), Term("brest", is_excluded=True)]),
        ('-"place de la gare"', [Term("place de la gare", is_phrase=True, is_excluded=True)]),
        ('"jamais fermé', [Term("jamais ferme", is_phrase=True)]),
        ("tiers-lieu", [Term("tiers lieu")]),
        ("- ! & | ( ) :* <->", []),
        ("", []),
    ],
)
def test_terms(text, terms):
    assert terms_of(text) == terms


def test_a_long_query_is_cut():
    assert len(terms_of("mot " * 500)) == MAX_TERMS
    assert len(terms_of("a" * 100_000)[0].text) == 200


def found(text):
    reading = read(text)
    if reading is None:
        return set()
    rows = Listing.objects.extra(where=["search @@ %s::tsquery"], params=[reading.query])
    return set(rows.values_list("initiative__title", flat=True))


@pytest.mark.django_db
def test_accents_plurals_phrases_exclusions_and_every_field_count():
    actor = makers.make_actor("Les Mains vertes")
    makers.make_initiative(
        "Jardin partagé des Tilleuls",
        summary="On y cultive à plusieurs.",
        description="Des œillets.",
        actors=[actor],
    )
    makers.make_initiative(
        "Médiathèque des Capucins", tags=["prêt d’objets"], summary="Un lieu.", description=""
    )
    assert found("jardins partages") == found("JARDIN PARTAGÉ") == {"Jardin partagé des Tilleuls"}
    assert found("cultiver") == found("mains vertes") == found("oeillet") == {"Jardin partagé des Tilleuls"}
    assert found("mediatheque capucins") == found("objet") == {"Médiathèque des Capucins"}
    assert (
        found("Brest")
        == found("finistere")
        == found("29200")
        == {
            "Jardin partagé des Tilleuls",
            "Médiathèque des Capucins",
        }
    )
    assert found('"partagé des tilleuls"') == {"Jardin partagé des Tilleuls"}
    assert found('"tilleuls partagé"') == set()
    assert found("brest -capucins") == {"Jardin partagé des Tilleuls"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    ["le de la", "-jardin", "''", "\\", "%_*", ":*", "a" * 500, "\ud800".encode("utf-8", "ignore").decode()],
)
def test_any_text_is_a_valid_query(text):
    assert found(text) == set()
