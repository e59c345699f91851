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


def test_upper_floors_start_first_are_loaded_last_and_removed_first(monkeypatch):
    said = []
    monkeypatch.setattr(extras, "_EXTRAS", {})
    for name in ("upper", "lower"):
        load, remove = (lambda name=name: said.append(f"load {name}")), (lambda name=name: said.append(name))
        extras.register(name, extras.Extra(load=load, remove=remove))
    extras.load()
    extras.remove()
    assert said == ["load lower", "load upper", "upper", "lower"]
