import json

import pytest
from django.db import IntegrityError, connection, transaction

from initiatives import bulk
from initiatives.models import Initiative, InitiativeTheme, Location, Tag
from places.models import Region
from tests import makers

pytestmark = pytest.mark.django_db
MODELS = [Initiative, Location]
COLUMNS = ["id", "title", "slug", "summary", "main_theme_id", "stage", "scale"]


def schema():
    """Return indexes and constraints as the database writes them, the notes on tables, and their options."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1")
        indexes = cursor.fetchall()
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, convalidated, pg_get_constraintdef(oid) FROM pg_constraint "
            "ORDER BY 1, 2"
        )
        constraints = cursor.fetchall()
        cursor.execute("SELECT count(*) FROM pg_description WHERE description LIKE 'bulk load%'")
        (notes,) = cursor.fetchone()
        cursor.execute("SELECT relname, reloptions FROM pg_class WHERE reloptions IS NOT NULL ORDER BY 1")
        return indexes, constraints, notes, cursor.fetchall()


def row(number, **fields):
    theme = makers.make_theme().pk
    values = [number, f"Four {number}", f"four-{number}", "Du pain.", theme, "activite", "commune"]
    return tuple(fields.get(column, value) for column, value in zip(COLUMNS, values, strict=True))


def write(*rows):
    return bulk.copy(model=Initiative, columns=COLUMNS, rows=rows)


def test_keys_are_reserved_in_order():
    first = bulk.reserve(model=Initiative, size=3)
    second = bulk.reserve(model=Initiative, size=2)
    assert sorted({*first, *second}) == first + second


def test_a_model_without_numbers_has_no_keys_to_reserve():
    with pytest.raises(TypeError, match="Region"):
        bulk.reserve(model=Region, size=1)


def test_rows_are_written_with_the_defaults_of_their_fields():
    numbers = bulk.reserve(model=Initiative, size=2)
    title = "Tab\tet retour\nà \\N la ligne"
    assert write(row(numbers[0], title=title), row(numbers[1])) == 2
    sheet = Initiative.objects.get(pk=numbers[0])
    assert sheet.title == title
    assert (sheet.links, sheet.licence, sheet.status) == ([], "CC BY-SA 4.0", "unconfirmed")
    assert sheet.submitted_by is None and sheet.created_at


def test_keys_that_are_not_named_come_from_the_sequence():
    sheet, theme = makers.make_initiative(), makers.make_theme()
    columns = ["initiative_id", "theme_id"]
    assert bulk.copy(model=InitiativeTheme, columns=columns, rows=iter([(sheet.pk, theme.pk)])) == 1
    assert list(sheet.themes.all()) == [theme]
    assert bulk.copy(model=InitiativeTheme, columns=columns, rows=[]) == 0


def test_generated_columns_are_left_to_the_database():
    bulk.copy(model=Tag, columns=["name", "slug"], rows=[("École", "ecole")])
    assert Tag.objects.get().key == "ecole"


def test_constraints_hold():
    with pytest.raises(IntegrityError), transaction.atomic():
        write(row(1, stage="inconnu"))


def test_a_large_load_sets_indexes_aside_and_brings_them_back(monkeypatch):
    monkeypatch.setattr(bulk, "LARGE", 2)
    before = schema()
    with bulk.large_load(models=MODELS, size=2) as aside:
        assert aside
        indexes, constraints, notes, options = schema()
        assert constraints == before[1]
        gone = " ".join(definition for (definition,) in set(before[0]) - set(indexes))
        assert "title_trigrams" in gone and "location_commune" in gone
        assert "UNIQUE" not in gone and "(initiative_id)" not in gone
        assert notes == 2
        assert ("initiatives_location", ["autovacuum_enabled=off"]) in options
        write(*map(row, bulk.reserve(model=Initiative, size=2)))
    assert schema() == before
    assert Initiative.objects.count() == 2


def test_foreign_keys_too_if_asked(monkeypatch):
    monkeypatch.setattr(bulk, "LARGE", 1)
    before = schema()
    with bulk.large_load(models=MODELS, size=1, foreign_keys=True):
        gone = {(table, definition[:11]) for table, _, _, definition in set(before[1]) - set(schema()[1])}
        assert gone == {("initiatives_initiative", "FOREIGN KEY"), ("initiatives_location", "FOREIGN KEY")}
        write(row(*bulk.reserve(model=Initiative, size=1)))
    assert schema() == before


def test_foreign_keys_that_do_not_hold_are_told_at_the_end(monkeypatch):
    monkeypatch.setattr(bulk, "LARGE", 1)
    load = bulk.large_load(models=MODELS, size=1, foreign_keys=True)
    with pytest.raises(IntegrityError, match="main_theme"), transaction.atomic(), load:
        write(row(1, main_theme_id=999_999))


@pytest.mark.parametrize("size", [1, 3])
def test_a_load_that_is_small_or_smaller_than_what_is_there_keeps_them(monkeypatch, size):
    monkeypatch.setattr(bulk, "LARGE", 2)
    write(*map(row, bulk.reserve(model=Initiative, size=3)))
    before = schema()
    with bulk.large_load(models=MODELS, size=size) as aside:
        assert not aside
        assert schema() == before


def test_indexes_come_back_after_a_failure(monkeypatch):
    monkeypatch.setattr(bulk, "LARGE", 1)
    before = schema()
    with pytest.raises(IntegrityError), bulk.large_load(models=MODELS, size=1), transaction.atomic():
        write(row(1, scale="inconnue"))
    assert schema() == before


def test_the_next_load_brings_back_what_a_killed_one_left():
    before = schema()
    for model in MODELS:
        bulk._set_aside(model)
    assert schema() != before
    with bulk.large_load(models=MODELS, size=1):
        assert schema() == before


def test_other_comments_of_tables_are_not_taken_for_indexes():
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON TABLE initiatives_initiative IS %s", [json.dumps(["DROP TABLE x"])])
    assert bulk.restore(models=MODELS) == 0


def test_statistics_are_brought_up_to_date():
    write(*map(row, bulk.reserve(model=Initiative, size=5)))
    bulk.learn(models=[Initiative])
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'initiatives_initiative'")
        assert cursor.fetchone() == (5,)


@pytest.mark.django_db(transaction=True)
def test_counting_goes_beside_the_making_of_indexes(monkeypatch):
    """While `count` runs, another connection makes the indexes; one waits for the other, and errors are told."""
    monkeypatch.setattr(bulk, "LARGE", 1)
    before = schema()
    seen = []

    def count():
        seen.append(Initiative.objects.count())
        raise LookupError

    with pytest.raises(LookupError), bulk.large_load(models=MODELS, size=2, count=count):
        write(*map(row, bulk.reserve(model=Initiative, size=2)))
        assert len(schema()[0]) < len(before[0])
    assert seen == [2]
    assert schema() == before
