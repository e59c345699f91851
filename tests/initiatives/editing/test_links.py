from initiatives.editing.links import contact_as_typed


def test_links_beyond_the_last_control_are_not_typed():
    links = [{"url": f"https://exemple.fr/{number}", "title": ""} for number in range(5)]
    typed = contact_as_typed({"links": links, "phone": "3939"})
    assert [typed[f"link_{number}"][0][-1] for number in (1, 2, 3)] == ["0", "1", "2"]
    assert "link_4" not in typed and typed["phone"] == ["3939"] and typed["email"] == [""]


def test_a_sheet_without_any():
    assert contact_as_typed({}) == {"phone": [""], "email": [""], "opening_hours": [""]}
