import pytest
from django.db import connection

from places.models import Commune, Department, Intercommunality
from places.succession import repoint
from tests.makers import make_actor, make_commune

pytestmark = pytest.mark.django_db


@pytest.fixture
def finistere():
    return Department.objects.create(code="29", name="Finistère")


@pytest.fixture
def groups(finistere):
    return [
        Intercommunality.objects.create(code=f"20000000{number}", name=name, kind="CC", department=finistere)
        for number, name in enumerate(["Ancienne", "Nouvelle"])
    ]


def test_foreign_keys_of_any_application_follow(finistere):
    gone = make_commune("29061", "Gouesnou", department=finistere)
    successor = make_commune("29019", "Brest", department=finistere)
    actor = make_actor(commune=gone)
    predecessor = Commune.objects.create(
        code="29999", name="Plus ancienne", department=finistere, successor=gone
    )
    assert repoint(gone, successor) == 0
    actor.refresh_from_db()
    predecessor.refresh_from_db()
    assert actor.commune == successor
    assert predecessor.successor == successor
    assert Commune.objects.filter(pk=gone.pk).exists()


def test_a_row_never_becomes_its_own_successor(finistere):
    gone = Commune.objects.create(code="29061", name="Gouesnou", department=finistere)
    successor = Commune.objects.create(code="29019", name="Brest", department=finistere, successor=gone)
    # The other way round before: what was the successor is gone in its turn.
    Commune.objects.filter(pk=successor.pk).update(successor=None)
    Commune.objects.filter(pk=gone.pk).update(successor=successor)
    assert repoint(gone, successor) == 0
    gone.refresh_from_db()
    assert gone.successor == successor


def test_what_its_table_refuses_there_stays(groups, finistere):
    """Two communes of one name may not share a group in this test's table: one of them cannot follow."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE places_commune ADD CONSTRAINT one_name UNIQUE (intercommunality_id, name)"
        )
    gone, successor = groups
    for code, name, group in [
        ("29001", "Brest", gone),
        ("29002", "Gouesnou", gone),
        ("29003", "Brest", successor),
    ]:
        Commune.objects.create(code=code, name=name, department=finistere, intercommunality=group)
    assert repoint(gone, successor) == 1
    assert list(gone.communes.values_list("code", flat=True)) == ["29001"]
    assert set(successor.communes.values_list("code", flat=True)) == {"29002", "29003"}
