from moderation.memory import Memory


def test_what_was_asked_for_longest_ago_is_forgotten():
    memory = Memory(2)
    memory.keep("a", 1)
    memory.keep("b", 2)
    assert memory.get("a") == 1
    memory.keep("c", 3)
    assert [memory.get(key) for key in "abc"] == [1, None, 3]
    memory.keep("a", 4)
    assert [memory.get(key) for key in "ac"] == [4, 3]


def test_a_value_is_made_once():
    memory, made = Memory(2), []
    for _ in range(2):
        assert memory.get_or_make("a", lambda: made.append(1) or made) is made
    assert made == [1]
    memory.clear()
    assert memory.get("a") is None


def test_nothing_is_an_answer_too():
    memory, made = Memory(2), []
    for _ in range(2):
        assert memory.get_or_make("a", lambda: made.append(1)) is None
    assert made == [1]
