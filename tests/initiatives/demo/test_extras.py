"""What applications above add to the demonstration set."""

from initiatives.demo import extras


def test_each_is_loaded_and_removed(monkeypatch):
    said = []
    monkeypatch.setattr(extras, "_EXTRAS", {})
    extras.register(
        "essai", extras.Extra(load=lambda: said.append("load"), remove=lambda: said.append("remove"))
    )
    extras.load()
    extras.remove()
    assert said == ["load", "remove"]
