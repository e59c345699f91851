import pytest

from initiatives.counts import rebuild_counts
from initiatives.filters import Filters
from initiatives.models import FrequentKey, Listing
from initiatives.results.finding import find
from initiatives.search import MAX_TERMS, Term, read, terms_of
from moderation import caching
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


def listed(text):
    """Return the titles of what is found, in order: by rows or by bits, as it comes."""
    hits = find(Filters(q=text)).hits(0, 10)
    titles = dict(Listing.objects.values_list("initiative_id", "initiative__title"))
    return [titles[hit.initiative] for hit in hits]


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


@pytest.fixture
def places():
    """Make sheets in departments whose names are in one another's, and two of the same region."""
    region = makers.make_region("84", "Auvergne-Rhône-Alpes")
    for code, name, commune in (("42", "Loire", "Firminy"), ("43", "Haute-Loire", "Brioude")):
        department = makers.make_department(code, name, region)
        commune = makers.make_commune(f"{code}001", commune, department=department, postcodes=[f"{code}700"])
        makers.make_initiative(f"Verger de {commune.name}", commune=commune)
    makers.make_initiative("Verger de Brest, 42 rue de la Loire")
    everywhere = [{"kind": "territory", "department": makers.make_department("42")}]
    makers.make_initiative("Vergers du département", locations=everywhere)


@pytest.mark.django_db
@pytest.mark.parametrize("frequent", [None, 1], ids=["looked at", "as bits"])
def test_a_number_means_a_department_or_itself(places, frequent):
    if frequent:
        rebuild_counts(frequent=frequent)
    # What lies there comes first; of that which only has the number, after.
    inside = {"Verger de Firminy", "Vergers du département"}
    assert set(listed("verger 42")[:2]) == inside
    assert listed("verger 42")[2:] == ["Verger de Brest, 42 rue de la Loire"]
    assert listed("verger (43)") == listed("43 verger") == ["Verger de Brioude"]
    assert set(listed("verger -42")) == {"Verger de Brioude"}
    assert listed('verger "42"') == ["Verger de Brest, 42 rue de la Loire"]
    assert listed("verger 99") == listed("verger 4") == []


@pytest.mark.django_db
def test_a_number_after_the_same_word_in_a_title_is_part_of_it(places):
    assert read("verger 42").places == ("departement-42",)
    makers.make_initiative("Verger 42")
    assert read("verger 42").places == ()
    assert read("42").places == ("departement-42",)
    assert read("brest 42").places == ("commune-29019",)


@pytest.mark.django_db
def test_arrondissements():
    paris = makers.make_paris()
    for title in ("Café de Paris 14e", "Café de Paris 14ème", "Café de Paris 4e", "Café de Paris"):
        makers.make_initiative(title, commune=paris)
    makers.make_department("14", "Calvados", makers.make_region("28", "Normandie"))
    both = {"Café de Paris 14e", "Café de Paris 14ème"}
    assert found("cafe paris 14") == found("cafe paris 14e") == found("cafe paris 14ème") == both
    assert found("cafe paris 04") == {"Café de Paris 4e"}
    assert found("cafe 14") == set()


@pytest.mark.django_db
def test_thirteen_is_an_arrondissement_of_marseille_and_its_department():
    region = makers.make_region("93", "Provence-Alpes-Côte d’Azur")
    department = makers.make_department("13", "Bouches-du-Rhône", region)
    marseille = makers.make_commune("13055", "Marseille", department=department, postcodes=["13001"])
    makers.make_initiative("Café de Marseille", commune=marseille)
    assert found("cafe marseille 13") == {"Café de Marseille"}
    assert found("cafe marseille 12") == set()


@pytest.mark.django_db
def test_a_saint_in_short():
    malo = makers.make_commune("35288", "Saint-Malo")
    makers.make_initiative("Verger des Corsaires", commune=malo)
    makers.make_initiative("Verger de St Cast", commune=malo)
    assert found("verger st malo") == found("St-Malo") == {"Verger des Corsaires", "Verger de St Cast"}
    assert found("st cast") == {"Verger de St Cast"}
    assert found('"st malo"') == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "52 " * 200,
        " ".join(map(str, range(10, 99))),
        "2a",
        "2B'2A",
        "' 52 \" 14",
        "(42) | !42",
        "52:*",
        "974 & 01",
    ],
)
def test_numbers_of_any_kind_are_a_valid_query(places, text):
    found(text)
    listed(text)


@pytest.mark.django_db
def test_the_plural_of_a_word_with_another_stem():
    makers.make_initiative("Atelier de vélos", summary="Un lieu.", description="")
    makers.make_initiative("Vélo pour tous", summary="Un lieu.", description="")
    both = {"Atelier de vélos", "Vélo pour tous"}
    assert found("velo") == found("VÉLOS") == both
    assert found('"vélo"') == {"Vélo pour tous"}
    assert found("atelier -velo") == set()
    rebuild_counts(frequent=1)
    assert set(listed("velo")) == set(listed("velos")) == both
    # Of one that is kept as bits and one that is not, only what was typed is looked for: both would be long to find.
    FrequentKey.objects.filter(key="mot:velos").delete()
    caching.forget()  # what the words mean
    assert set(listed("velo")) == found("velo") == {"Vélo pour tous"}
    assert found("velos") == {"Atelier de vélos"}
