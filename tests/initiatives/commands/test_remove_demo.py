import pytest
from django.core.management import call_command

from initiatives.demo import loading


@pytest.mark.parametrize(("everything", "number"), [(False, 3), (True, 7)])
def test_the_number_is_said(monkeypatch, capsys, everything, number):
    monkeypatch.setattr(loading, "remove", lambda *, everything: 7 if everything else 3)
    call_command("remove_demo", all=everything)
    assert capsys.readouterr().out == f"{number} initiatives removed.\n"
