"""Composing what leaves: what was withdrawn or erased meanwhile, by whoever, is not in it."""

from django.db import connection

from moderation.models import Change
from newsletter.digest import Contents, Digest, compose
from newsletter.periods import Period
from newsletter.selection import Selection


class Composer:
    """The news of one choice for one period: composed once, and again when anything public has changed."""

    def __init__(self, selection: Selection, period: Period, told: Contents | None = None) -> None:
        """Compose nothing yet; `told` is left out, it was told before."""
        self._selection, self._period, self._told = selection, period, told
        self._version = ""
        self._digest: Digest | None = None

    def settled(self) -> Digest:
        """Return news that are public, and stay so until the end of the transaction.

        Whoever withdraws or erases one of them waits for the letters that are being written, and finds them.
        """
        version = Change.objects.version()
        if self._digest is None or version != self._version:
            self._digest, self._version = compose(self._selection, self._period, self._told), version
        _hold(self._digest)
        if Change.objects.version() != version:  # while we composed, or waited
            self._digest, self._version = self._digest.today(), ""
        return self._digest


def settled(digest: Digest) -> Digest:
    """Return what is public of a digest, and stays so until the end of the transaction."""
    _hold(digest)
    return digest.today()


def _hold(digest: Digest) -> None:
    """Keep its sheets as they are: two that write letters do so at once, whoever changes a sheet waits for both."""
    for part in digest.parts:
        table = connection.ops.quote_name(part.section.kind._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM {table} WHERE id = ANY(%s) ORDER BY id FOR SHARE",  # noqa: S608 - a table of ours
                [[item.number for item in part.items]],
            )
