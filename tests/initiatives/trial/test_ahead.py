from initiatives.trial import ahead
from initiatives.trial.ahead import Order
from tests.initiatives.trial.test_sheets import country


def orders(asked):
    for start in range(0, 25, 5):
        asked.append(start)
        yield Order(start, list(range(start, start + 5)), [start])


def test_another_process_makes_the_same_rows_a_few_batches_ahead():
    asked, taken = [], []
    for order, batch in ahead.batches(country(), orders(asked)):
        assert asked[-1] - order.start <= 5 * (ahead.DEPTH + 1)
        taken.append((order, batch))
    assert taken[-1:] == list(ahead.batches(country(), [taken[-1][0]], alone=True))
    assert [order.start for order, _ in taken] == list(range(0, 25, 5))


def test_rows_made_into_files_are_those_made_beside(tmp_path):
    folder = tmp_path / "rows"
    wanted = list(orders([]))
    ahead.prepare(country(), wanted, folder)
    assert len(list(folder.iterdir())) == 5
    assert list(ahead.prepared(folder)) == list(ahead.batches(country(), wanted, alone=True))
    assert not folder.exists()
