"""The commonest tags, from the counts that are kept."""

from django.db import connection

from moderation import caching

TAGS_COUNTED = 24  # twice as many as are shown, of the commonest, in sets where each costs something


def common_tags() -> list[str]:
    """Return the keys of the tags that most sheets have, among those that were the commonest at the last rebuilding."""
    return caching.remembered("common tags", _common_tags)


def _common_tags() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key FROM initiatives_keycount JOIN initiatives_frequentkey USING (key)"
            " WHERE is_plain AND key >= 'tag:' AND key < 'tag;' ORDER BY count DESC, key LIMIT %s",
            [TAGS_COUNTED],
        )
        return [key for (key,) in cursor.fetchall()]
