"""Lighter bulk loads: dense bits are not compressed, indexes that nothing reads go. Which keys are frequent."""

from importlib import import_module
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import initiatives.models.listing

SQL = (Path(__file__).parent / "sql" / "0010_rebuild.sql").read_text()
watched = import_module("moderation.migrations.0003_change").watched
PLACES = ("commune", "intercommunality", "department", "region")


def without_own_index(place):
    """Return the operations that give the key of a place one index instead of two."""
    key = models.ForeignKey(
        f"places.{place.capitalize()}",
        django.db.models.deletion.PROTECT,
        null=True,
        blank=True,
        related_name="locations",
        db_index=False,
        **({"verbose_name": "commune"} if place == "commune" else {}),
    )
    return [
        migrations.AlterField("location", place, key),
        migrations.AddIndex("location", models.Index(fields=[place], name=f"location_{place}")),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0009_map_points"),
        ("moderation", "0003_change"),
        ("places", "0001_initial"),
    ]

    operations = [
        *[operation for place in PLACES for operation in without_own_index(place)],
        migrations.RemoveIndex("initiative", "initiative_title_key"),
        migrations.AddField("mapbits", "plain", initiatives.models.listing.BitsField(null=True)),
        migrations.AlterField("mapbits", "bits", initiatives.models.listing.BitsField(null=True)),
        migrations.AddConstraint(
            "mapbits",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("bits", None), ("plain__isnull", False)),
                    models.Q(("bits__isnull", False), ("plain", None)),
                    _connector="OR",
                ),
                name="map_bits_once",
            ),
        ),
        migrations.RunSQL(SQL),
        *watched("initiatives_mappoint"),
    ]
