from django.core.management import call_command

from initiatives.demo import loading


def test_the_number_is_said(monkeypatch, capsys):
    monkeypatch.setattr(loading, "load", lambda: 7)
    call_command("load_demo")
    assert capsys.readouterr().out == "7 initiatives loaded.\n"
