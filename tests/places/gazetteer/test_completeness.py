import pytest

from places.actions import load
from places.gazetteer.completeness import check
from places.gazetteer.content import DepartmentRow, GazetteerError, IntercommunalityRow
from tests.places.editions import among_others, commune, edition, gouesnou, quimper

pytestmark = pytest.mark.django_db


def test_a_valid_edition():
    check(edition())


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"communes": []}, "communes semble tronquée"),
        ({"regions": []}, "régions semble tronquée"),
        ({"communes": [commune(), commune()]}, "deux fois.*29019"),
        ({"communes": [commune(department="35")]}, "département.*35"),
        ({"departments": [DepartmentRow("29", "Finistère", "99")]}, "région.*99"),
        ({"intercommunalities": [IntercommunalityRow("200068120", "Quimper", "CA", 1)]}, "242900314"),
        (
            {
                "intercommunalities": [
                    *edition().intercommunalities,
                    IntercommunalityRow("2", "Vide", "CC", 1),
                ]
            },
            "aucune commune.*2",
        ),
    ],
)
def test_contradictions(fields, message):
    gazetteer = edition()
    for name, value in fields.items():
        setattr(gazetteer, name, value)
    with pytest.raises(GazetteerError, match=message):
        check(gazetteer)


def test_much_less_than_is_known():
    load(gazetteer=edition(among_others(commune(), gouesnou(), quimper())))
    check(edition(among_others(commune(), quimper())))
    with pytest.raises(GazetteerError, match=r"tronquée\u00a0: 3, contre 23"):
        check(edition(intercommunalities=edition(among_others(commune(), quimper())).intercommunalities))
