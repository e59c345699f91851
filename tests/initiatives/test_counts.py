import random
from datetime import date

import pytest
from django.db import connection

from initiatives.counts import rebuild_counts
from initiatives.models import CellCount, FrequentKey, Initiative, KeyBits, KeyCount, Listing, PairCount, Word
from moderation import actions
from moderation.authors import Author
from tests import makers

pytestmark = pytest.mark.django_db

CHUNK = 1 << 15


def kept():
    """Return all that is derived from listings and pins, as plain data."""
    return {
        "keys": set(KeyCount.objects.values_list("key", "count")),
        "frequent": set(FrequentKey.objects.values_list("key", flat=True)),
        "paired": set(FrequentKey.objects.filter(has_pairs=True).values_list("key", flat=True)),
        "plain": set(FrequentKey.objects.filter(is_plain=True).values_list("key", flat=True)),
        "pairs": set(PairCount.objects.filter(count__gt=0).values_list("within", "key", "count")),
        "cells": set(
            CellCount.objects.values_list(
                "place", "theme", "level", "cell", "count", "latitude_sum", "longitude_sum"
            )
        ),
        "bits": bits(),
        "words": set(Word.objects.values_list("key", "count")),
    }


def bits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, chunk, coalesce(plain, bits)::text FROM initiatives_keybits")
        return {
            (key, chunk * CHUNK + n)
            for key, chunk, text in cursor
            for n, bit in enumerate(text)
            if bit == "1"
        }


def positions_from(first):
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('initiatives_position', %s, false)", [first])


@pytest.fixture
def directory():
    """Sheets on both sides of the end of a chunk, of which some words and keys are frequent."""
    positions_from(CHUNK - 4)
    paris, sante = makers.make_paris(), makers.make_theme("sante", "Santé")
    actor = makers.make_actor(kind="association")
    for number in range(8):
        makers.make_initiative(
            f"Jardin {number}" if number % 2 else f"Verger partagé {number}",
            theme=sante if number % 3 == 0 else None,
            tags=["compost"] if number % 2 else ["compost", "entraide"],
            actors=[actor] if number < 5 else [],
            verified_at=date(2026, 3, 1) if number == 2 else None,
            **({"commune": paris, "position": (48.85, 2.35)} if number % 4 == 0 else {}),
        )
    rebuild_counts(frequent=3)


def test_the_frequent_keys_are_chosen(directory):
    frequent = set(FrequentKey.objects.values_list("key", flat=True))
    assert {"*", "mot:jardin", "titre:jardin", "mot:cultiv", "commune-29019", "type:association"} <= frequent
    assert not any(key.startswith("acteur:") for key in frequent)
    # One sheet is verified: lists offer it wherever it passes.
    assert FrequentKey.objects.filter(key="verifiee", is_plain=True, has_pairs=True).exists()
    assert ("type:association", "verifiee", 1) in kept()["pairs"]
    assert set(KeyBits.objects.values_list("chunk", flat=True)) == {0, 1}


@pytest.mark.parametrize(("frequent", "dense"), [(3, 800), (1, 800), (1, 2)])
def test_every_change_keeps_what_making_anew_would_make(directory, monkeypatch, frequent, dense):
    """The triggers and the rebuilding say the same, whatever happens."""
    monkeypatch.setattr("initiatives.counts.packing.DENSE", dense)
    chance, by = random.Random(5), Author.system()
    rebuild_counts(frequent=frequent)
    # Words of five times as many sheets have pairs too.
    assert PairCount.objects.filter(within="mot:cultiv").exists() == (frequent == 1)
    for number in range(12):
        sheet = chance.choice(list(Initiative.objects.all()))
        if number % 4 == 3:
            makers.make_initiative(f"Jardin neuf {number}", tags=["verger", "compost"])
        elif sheet.is_published and chance.random() < 0.5:
            actions.archive(sheet=sheet, by=by)
        elif not sheet.is_published:
            actions.restore(sheet=sheet, by=by)
        else:
            sheet.title = f"Autre titre {number}"
            sheet.verified_at = None if sheet.verified_at else date(2026, 3, 1)
            sheet.save()
            actions.amend(sheet=sheet, by=by)
    kept_by_triggers = kept()
    rebuild_counts(frequent=frequent)
    anew = kept()
    for name in ("keys", "cells"):
        assert kept_by_triggers[name] == anew[name]
    # Which keys are frequent, have pairs or are plain may have changed; what is said of those that were is the same.
    for name, flag in (("pairs", "paired"), ("bits", "frequent")):
        both = kept_by_triggers[flag] & anew[flag]
        plain = kept_by_triggers["plain"] & anew["plain"]
        was, is_now = (
            {
                row
                for row in state[name]
                if row[0] in both and (not row[0].startswith("mot:") or row[1] in plain)
            }
            if name == "pairs"
            else {row for row in state[name] if row[0] in both}
            for state in (kept_by_triggers, anew)
        )
        assert was == is_now
    # Making anew adds the words of tags and actors.
    assert {key for key, _ in kept_by_triggers["words"]} <= {key for key, _ in anew["words"]}


def test_bits_are_those_of_the_listings(directory):
    for key in ("tag:" + str(Initiative.objects.first().tags.get(name="compost").pk), "commune-75056"):
        expected = set(Listing.objects.filter(keys__contains=[key]).values_list("position", flat=True))
        assert {position for name, position in bits() if name == key} == expected
    with_word = set(Listing.objects.filter(search="jardin").values_list("position", flat=True))
    assert {position for name, position in bits() if name == "mot:jardin"} == with_word


def test_an_empty_directory_has_no_counts():
    rebuild_counts()
    assert set().union(*kept().values()) == set()


def test_a_sheet_keeps_its_position_until_it_is_taken_down():
    sheet = makers.make_initiative()
    other = makers.make_initiative("Autre")
    before = Listing.objects.get(pk=sheet.pk).position
    actions.amend(sheet=sheet, by=Author.system())
    assert Listing.objects.get(pk=sheet.pk).position == before < Listing.objects.get(pk=other.pk).position
