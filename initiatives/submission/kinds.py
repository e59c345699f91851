"""The kinds of sheets that people send by a form: all go the same way, each says here what is its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from contributors.models import Contributor
from initiatives.submission.forms.long import LongForm
from moderation.models import Sheet


@dataclass(frozen=True)
class Page:
    """A page of the way: its template, and what that needs of the form beside what all kinds have."""

    template: str
    context: Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    """A kind of sheet on its way from a form to the queue.

    Its addresses are called `{name}_submit`, `{name}_review`, `{name}_receipt`, `{name}_later` and `{name}_list`.
    """

    form: type[LongForm]
    model: type[Sheet]
    begin: Callable[[QueryDict], Any]
    """Returns the form, begun with what a link brings."""
    make: Callable[[Any, Contributor], Sheet]
    """Writes the rows of the sheet from the form and who wrote it, who has agreed to its publication."""
    writing: Page
    look: Page
    elsewhere: str
    """Words of the link to the list of its kind."""
    another: str
    """Words of the link to one more form."""

    @property
    def name(self) -> str:
        """What tells its drafts and its addresses from others."""
        return self.form.kind

    @property
    def words(self) -> Mapping[str, str]:
        """How sentences name a sheet of it: see `moderation.models.naming`."""
        return self.model.words


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let sheets of this kind be sent."""
    _KINDS[kind.name] = kind


def kind_called(name: str) -> Kind:
    """Return a kind by its name."""
    return _KINDS[name]
