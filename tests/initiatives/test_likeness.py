"""The three sheets most alike a fablab are fablabs or third places, those of the nearest regions first.

`likeness_places.csv` holds the facts of two real files (its head says which): 121 places of Brittany and around, tagged
as their source tags them, among 658 France services houses. The files themselves are not part of the project; where
they lie beside it, the same is asked of all their 2,966 rows.
"""

import csv
import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from initiatives.demo.loading import load_themes
from initiatives.likeness.related import alike_of
from initiatives.models import Initiative, Location, Tag, TaggedInitiative, Theme
from initiatives.refresh import refresh_projection
from initiatives.sheet import published_sheet
from places.models import Commune

FACTS = Path(__file__).parent / "likeness_places.csv"
FILES = settings.BASE_DIR.parent / "shared" / "data" / "initiatives"
FABLABS, SERVICES = FILES / "tiers_lieux_bretagne.geojson", FILES / "france_services_2024.csv"
# As the source tags them: workshops, then the other third places. Not among them: media libraries where something is
# made at times, courses, FrenchTech labels.
WORKSHOPS = {"fablab", "fablabMIT", "makerspace", "hakerspace"}
ALIKE = WORKSHOPS | {"tierslieu", "cantine"}
DRAWN, SEED, ENOUGH = 50, 1, 0.9


def facts():
    with FACTS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        for row in rows:
            yield {**row, "latitude": float(row["latitude"]), "longitude": float(row["longitude"])}


def whole_files():
    for feature in json.loads(FABLABS.read_text(encoding="utf-8"))["features"]:
        row, (longitude, latitude) = feature["properties"], feature["geometry"]["coordinates"]
        yield {
            "title": row["name"], "kind": row["structure"], "words": row["organisation"], "town": row["ville"],
            "code": row["cp"], "latitude": latitude, "longitude": longitude, "source": "maplab",
        }  # fmt: skip
    with SERVICES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {
                "title": row["lib_fs"], "kind": "France services", "words": row["format_fs"], "town": row["lib_com"],
                "code": row["insee_com"], "latitude": float(row["latitude"]), "longitude": float(row["longitude"]),
                "source": "anct",
            }  # fmt: skip


def commune_of(row):
    if row["source"] == "anct":
        return Commune.objects.by_code(row["code"])
    found = Commune.objects.search(f"{row['town']} {row['code']}", limit=1).first()
    return found or Commune.objects.nearest(row["latitude"], row["longitude"])[0]


def publish(rows):
    """Publish sheets that have the tag and the words of their row; return them by kind of place."""
    theme, moment = Theme.objects.get(slug="numerique"), datetime(2026, 1, 1, tzinfo=UTC)
    made = Initiative.objects.bulk_create(
        Initiative(
            title=row["title"][:120], slug=f"fiche-{number}", summary=row["words"][:280], main_theme=theme,
            stage="activite", scale="commune", status="published", published_at=moment,
        )
        for number, row in enumerate(rows)
    )  # fmt: skip
    Location.objects.bulk_create(
        Location(
            initiative=sheet, kind="point", commune=commune_of(row),
            latitude=row["latitude"], longitude=row["longitude"],
        )
        for sheet, row in zip(made, rows, strict=True)
    )  # fmt: skip
    tags = dict(zip(kinds := sorted({row["kind"] for row in rows}), Tag.objects.named(kinds), strict=True))
    TaggedInitiative.objects.bulk_create(
        TaggedInitiative(content_object=sheet, tag=tags[row["kind"]])
        for sheet, row in zip(made, rows, strict=True)
    )
    refresh_projection([sheet.pk for sheet in made])
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {sheet.pk: row["kind"] for sheet, row in zip(made, rows, strict=True)}


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(facts, id="facts"),
        pytest.param(
            whole_files,
            id="whole files",
            marks=pytest.mark.skipif(
                not (FABLABS.exists() and SERVICES.exists()),
                reason="The real files of third places and of France services are not beside the project.",
            ),
        ),
    ],
)
def kinds(request, django_db_setup, django_db_blocker):
    """Load the gazetteer and the places once for this module; all of it is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_places", verbosity=0)
        load_themes()
        yield publish(list(request.param()))
        transaction.set_rollback(True)


def three_alike(number):
    return alike_of(published_sheet(f"{Initiative.objects.get(pk=number).slug}"))[:3]


def region_of(number):
    return Location.objects.get(initiative=number).region_id


@pytest.mark.django_db
def test_what_is_most_alike_a_fablab_is_a_fablab_or_a_third_place_of_its_region(kinds):
    workshops = sorted(number for number, kind in kinds.items() if kind in WORKSHOPS)
    drawn = random.Random(SEED).sample(workshops, DRAWN)
    wrong = {}
    for number in drawn:
        three = three_alike(number)
        regions = [region_of(other) != region_of(number) for other in three]
        if len(three) < 3 or not {kinds[other] for other in three} <= ALIKE or regions != sorted(regions):
            titles = dict(Initiative.objects.in_bulk([number, *three]).items())
            wrong[titles[number].title] = [(titles[n].title, kinds[n]) for n in three]
    assert len(wrong) <= round((1 - ENOUGH) * DRAWN), wrong
