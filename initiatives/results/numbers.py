"""How many sheets have a key, from the counts that are kept."""

from collections.abc import Sequence

from django.db import connection

TAGS_COUNTED = 24  # twice as many as are shown, of the commonest, in sets where each costs something


def common_tags() -> list[str]:
    """Return the keys of the tags that most sheets have."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key FROM initiatives_keycount WHERE key >= 'tag:' AND key < 'tag;'"
            " ORDER BY count DESC, key LIMIT %s",
            [TAGS_COUNTED],
        )
        return [key for (key,) in cursor.fetchall()]


def numbers_of(keys: Sequence[str]) -> dict[str, int]:
    """Return how many sheets have each of these keys; unknown keys are left out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, count FROM initiatives_keycount WHERE key = ANY(%s)", [list(keys)])
        return dict(cursor.fetchall())
