"""The calls of trial sheets."""

import random
from types import SimpleNamespace

from initiatives.models import Call
from initiatives.trial import calls


def test_some_sheets_look_for_something():
    moments = dict.fromkeys(calls.MOMENTS, "2026-01-01")
    text = SimpleNamespace(title="Un titre " * 30, summary="Un texte.")
    sheets = (({"id": pk, "slug": f"essai-1-{pk}"} | moments, lambda: text) for pk in range(5000))
    rows = [dict(zip(calls.COLUMNS, row, strict=True)) for row in calls.rows(sheets, random.Random(1))]
    assert 60 <= len(rows) <= 140
    assert {row["kind"] for row in rows} == set(calls.KINDS) == set(Call.Kind.values)
    assert all(len(row["title"]) <= 120 and row["until"] > "2039" for row in rows)
    assert {row["published_at"] for row in rows} == {"2026-01-01"}
    assert all(row["slug"] == f"essai-1-{row['initiative_id']}" for row in rows)
