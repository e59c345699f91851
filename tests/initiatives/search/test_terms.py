from initiatives.search.terms import terms_of


def test_a_preposition_is_not_required():
    assert [term.text for term in terms_of("fablab à Lannion")] == ["fablab", "lannion"]
    assert [term.text for term in terms_of("plan a")] == ["plan", "a"]
