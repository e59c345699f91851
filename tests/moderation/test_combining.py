"""Two snapshots made into one, and taken apart again."""

import pytest

from moderation.combining import choices_for, combined, is_empty, parted


@pytest.mark.parametrize("value", [None, "", [], {}])
def test_what_says_nothing(value):
    assert is_empty(value)
    assert not is_empty("x") and not is_empty(0)


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        (["a"], ["b"], True),
        (["a"], ["b", "a"], True),
        (["a"], [], False),
        ([], ["a"], False),
        (["a", "b"], ["b"], False),
        (["a"], ["a", "b"], False),
        ("a", "b", False),
        (None, ["a"], False),
        ([{"id": 1, "alt": "x"}], [{"id": 2, "alt": "x"}], True),
        ([{"url": "https://a.fr", "title": "A"}], [{"url": "https://a.fr", "title": "B"}], False),
    ],
)
def test_both_is_offered_where_it_makes_sense(mine, theirs, both):
    assert ("both" in choices_for(mine, theirs)) is both


def test_each_field_takes_what_was_chosen():
    mine = {"title": "A", "tags": ["x"], "links": [{"url": "u", "title": "1"}], "since": None}
    theirs = {
        "title": "B",
        "tags": ["y", "x"],
        "links": [{"url": "u", "title": "2"}, {"url": "v"}],
        "since": 2020,
    }
    chosen = {"title": "loser", "tags": "both", "links": "both", "since": "both", "autre": "loser"}
    assert combined(mine, theirs, chosen) == {
        "title": "B",
        "tags": ["x", "y"],
        "links": [{"url": "u", "title": "1"}, {"url": "v"}],
        "since": None,
    }
    assert combined(mine, theirs, {}) == mine
    assert combined(mine, theirs, {"title": "<script>"}) == mine


@pytest.mark.parametrize(
    ("before", "after", "now", "back", "stays"),
    [
        ("A", "B", "B", "A", []),
        ("A", "B", "C", "C", ["f"]),
        ("A", "B", "A", "A", []),
        ("A", "A", "C", "C", []),
        (["a"], ["a", "b"], ["a", "b"], ["a"], []),
        (["a"], ["a", "b"], ["a", "b", "c"], ["a", "c"], []),
        (["a"], ["b"], ["b", "c"], ["c", "a"], []),
        (["a"], ["b"], [], ["a"], []),
        (["a"], ["b"], ["c", "a"], ["c", "a"], []),
        ([{"id": 1}], [{"id": 1}, {"id": 2, "alt": "x"}], [{"id": 2, "alt": "y"}], [], []),
        (None, 3, 4, 4, ["f"]),
    ],
)
def test_what_came_goes_and_what_changed_since_stays(before, after, now, back, stays):
    assert parted({"f": before}, {"f": after}, {"f": now}) == ({"f": back}, stays)


def test_fields_that_only_one_version_knows_are_left_alone():
    assert parted({"a": 1}, {"a": 2, "b": 3}, {"a": 2, "c": 4}) == ({"a": 1, "c": 4}, [])
