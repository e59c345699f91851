"""What tells a person from a robot on a public form, without a puzzle, a cookie or a third party."""

from datetime import UTC, datetime, timedelta

from django import forms
from django.core import signing
from django.utils import timezone

from contributors.forms import VisitorForm

SHORTEST = timedelta(seconds=3)  # security.md, case 21: nobody reads and fills a form faster
LONGEST = timedelta(hours=24)  # a start that is older was kept by a robot, or its page lay open for a night
_SALT = "contributors.robots"


class RobotTrap(VisitorForm):
    """Two fields beside those of a form: one that only robots fill, and the signed moment when it was opened.

    `components/robot_trap.html` shows both.
    """

    site_internet = forms.CharField(
        label="Laissez ce champ vide",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    start = forms.CharField(required=False)

    @property
    def is_sprung(self) -> bool:
        """Whether the field that nobody sees is filled."""
        return bool(self.data.get(self.add_prefix("site_internet"), "").strip())

    @property
    def is_plausible(self) -> bool:
        """Whether the form was opened by us, neither just now nor long ago."""
        age = self._age()
        return age is not None and SHORTEST <= age <= LONGEST

    @property
    def start_value(self) -> str:
        """The signed start to show: the one that came, so that it grows older, or a new one if it is worth nothing."""
        age = self._age()
        if age is not None and age <= LONGEST:
            return str(self.data[self.add_prefix("start")])
        return signing.Signer(salt=_SALT).sign(str(int(timezone.now().timestamp())))

    def _age(self) -> timedelta | None:
        """Return how long ago the form was opened; None when that was not signed by us."""
        signed = str(self.data.get(self.add_prefix("start"), ""))
        try:
            opened = int(signing.Signer(salt=_SALT).unsign(signed))
        except (signing.BadSignature, ValueError):
            return None
        return timezone.now() - datetime.fromtimestamp(opened, UTC)
