import pytest
from django.db import ProgrammingError, connection, transaction

from places.statements import fetch, fetch_first

PID = "SELECT pg_backend_pid()"


@pytest.mark.django_db
def test_a_statement_is_prepared_once():
    assert [fetch("SELECT %s || 'é'", [text]) for text in ("a", "'")] == [[("aé",)], [("'é",)]]
    prepared = fetch("SELECT count(*) FROM pg_prepared_statements WHERE statement = %s", ["SELECT $1 || 'é'"])
    assert prepared == [(1,)]


@pytest.mark.django_db(transaction=True)
def test_it_is_planned_once_whatever_its_values():
    asked = "SELECT count(*) FROM places_region WHERE code = ANY(%s)"
    for _ in range(7):
        assert fetch(asked, [["53"]]) == [(0,)]
    plans = "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement = %s"
    assert fetch(plans, [asked.replace("%s", "$1")]) == [(7, 0)]


@pytest.mark.django_db
def test_it_is_counted_as_others_are(django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        assert fetch("SELECT %s || 'é'", ["'"]) == [("'é",)]
    assert asked.captured_queries[0]["sql"] == "SELECT '''' || 'é'"


@pytest.mark.django_db
def test_errors_are_those_of_django():
    with pytest.raises(ProgrammingError), transaction.atomic():
        fetch("SELECT nothing FROM nowhere")
    assert fetch("SELECT 1") == [(1,)]


@pytest.mark.django_db(transaction=True)
def test_the_first_statement_opens_a_lost_connection_again():
    ((lost,),) = fetch(PID)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [lost])
    other.close()
    connection.health_check_done = False  # as at the beginning of a request
    ((again,),) = fetch_first(PID)
    assert again != lost
    assert connection.health_check_done
