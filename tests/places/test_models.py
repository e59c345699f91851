import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from places.models import Commune, Department, Edition, Intercommunality, Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def finistere():
    return Department.objects.create(
        code="29", name="Finistère", region=Region.objects.create(code="53", name="Bretagne")
    )


@pytest.fixture
def brest(finistere):
    group = Intercommunality.objects.create(
        code="242900314", name="Brest Métropole", kind=Intercommunality.Kind.METRO, department=finistere
    )
    return Commune.objects.create(
        code="29019",
        name="Brest",
        department=finistere,
        intercommunality=group,
        population=140_000,
        postcodes=["29200"],
        latitude=48.39,
        longitude=-4.49,
        position_exact=True,
    )


def test_names_keys_tokens_and_addresses(brest):
    assert (str(brest), brest.label, brest.key) == ("Brest", "Brest (29)", "brest")
    assert brest.department.key == "finistere"
    places = [brest, brest.intercommunality, brest.department, brest.department.region]
    assert [place.token for place in places] == [
        "commune-29019",
        "intercommunalite-242900314",
        "departement-29",
        "region-53",
    ]
    assert [place.get_absolute_url() for place in places] == [
        "/territoires/commune/29019/",
        "/territoires/intercommunalite/242900314/",
        "/territoires/departement/29/",
        "/territoires/region/53/",
    ]


def test_sorted_by_key(finistere):
    for code, name in [
        ("29001", "Île-Tudy"),
        ("29002", "Ergué-Gabéric"),
        ("29003", "Ébène"),
        ("29004", "Zénith"),
    ]:
        Commune.objects.create(code=code, name=name, department=finistere)
    assert [commune.name for commune in Commune.objects.all()] == [
        "Ébène",
        "Ergué-Gabéric",
        "Île-Tudy",
        "Zénith",
    ]


def test_nothing_is_deleted_by_cascade(brest):
    for place in (brest.intercommunality, brest.department, brest.department.region):
        with pytest.raises(ProtectedError):
            place.delete()
    Commune.objects.create(code="29061", name="Gouesnou", department=brest.department, successor=brest)
    with pytest.raises(ProtectedError):
        brest.delete()


@pytest.mark.parametrize(
    "fields",
    [
        {"latitude": 48.0},
        {"longitude": -4.0},
        {"position_exact": True},
        {"latitude": 91.0, "longitude": 0.0},
        {"latitude": 0.0, "longitude": 180.5},
        {"latitude": float("nan"), "longitude": 0.0},
        {"successor_id": "29002"},
        {"population": -1},
    ],
)
def test_what_cannot_be_is_refused(finistere, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Commune.objects.create(code="29002", name="Nulle-Part", department=finistere, **fields)


def test_by_code(brest):
    brest.former_codes = ["29128"]
    brest.save()
    gone = Commune.objects.create(code="29061", name="Gouesnou", department=brest.department, successor=brest)
    assert [Commune.objects.by_code(code) for code in ("29019", "29128", "29061")] == [brest] * 3
    for code in ("29999", "", "2901", "290190", "29\x0019", "' OR 1", "\ud800"):
        assert Commune.objects.by_code(code) is None
    assert list(Commune.objects.current()) == [brest]
    assert gone not in Commune.objects.search("gouesnou")


def test_by_code_of_corsica_in_small_letters(finistere):
    ajaccio = Commune.objects.create(code="2A004", name="Ajaccio", department=finistere)
    assert Commune.objects.by_code("2a004") == ajaccio


def test_a_current_code_goes_before_a_former_one(brest):
    """Communes that were merged and are separate again keep their old code."""
    Commune.objects.create(code="29061", name="Gouesnou", department=brest.department, former_codes=["29019"])
    assert Commune.objects.by_code("29019") == brest


def test_nearest(brest):
    department = brest.department
    for code, latitude, longitude in [
        ("29002", 47.9, -4.1),
        ("29003", -13.3, -176.2),
        ("29004", -17.0, 179.5),
    ]:
        Commune.objects.create(
            code=code, name=code, department=department, latitude=latitude, longitude=longitude
        )
    Commune.objects.create(code="29005", name="Sans position", department=department)
    assert [commune.code for commune in Commune.objects.nearest(48.0, -4.2)][:2] == ["29002", "29019"]
    assert Commune.objects.nearest(48.4, -4.5).first() == brest
    assert Commune.objects.nearest(-17.0, -179.9).first().code == "29004"  # across the antimeridian
    assert len(Commune.objects.nearest(0.0, 0.0)) == 4


def test_a_degree_of_longitude_shrinks_with_latitude(brest):
    for code, latitude, longitude in [("29002", 48.39 + 0.9, -4.49), ("29003", 48.39, -4.49 + 1.2)]:
        Commune.objects.create(
            code=code, name=code, department=brest.department, latitude=latitude, longitude=longitude
        )
    assert [commune.code for commune in Commune.objects.nearest(48.39, -4.49)] == ["29019", "29003", "29002"]


def test_suggestion(brest):
    assert brest.as_suggestion() == {
        "code": "29019",
        "name": "Brest",
        "label": "Brest (29)",
        "former": None,
        "department": "Finistère",
        "postcodes": ["29200"],
        "latitude": 48.39,
        "longitude": -4.49,
    }


def test_an_edition_says_its_title():
    assert str(Edition(title="INSEE 2026")) == "INSEE 2026"


def test_how_far_a_commune_is():
    here = Commune(latitude=48.3904, longitude=-4.4861)
    assert here.km_from(48.8566, 2.3522) == pytest.approx(505, abs=15)
    assert Commune().km_from(48.8566, 2.3522) is None
