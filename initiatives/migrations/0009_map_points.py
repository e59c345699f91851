"""Points of the map in the order of their cells, with bits of their keys; pairs for the commonest words."""

from pathlib import Path

from django.db import migrations, models

import initiatives.models.listing

SQL = (Path(__file__).parent / "sql" / "0009_map.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0008_suggestions"),
        ("moderation", "0003_change"),
    ]

    operations = [
        migrations.CreateModel(
            name="MapBits",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "key", "chunk", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.TextField(db_collation="C")),
                ("chunk", models.IntegerField()),
                ("bits", initiatives.models.listing.BitsField()),
            ],
        ),
        migrations.CreateModel(
            name="MapPoint",
            fields=[
                ("rank", models.IntegerField(primary_key=True, serialize=False)),
                ("cell", models.BigIntegerField()),
                ("location_id", models.BigIntegerField()),
                ("initiative_id", models.BigIntegerField()),
                ("position", models.IntegerField()),
                ("latitude_e6", models.IntegerField()),
                ("longitude_e6", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="NewPin",
            fields=[
                ("location_id", models.BigIntegerField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.AddField(
            model_name="frequentkey",
            name="has_pairs",
            field=models.BooleanField(db_default=False),
        ),
        migrations.AddField(
            model_name="frequentkey",
            name="is_plain",
            field=models.BooleanField(db_default=False),
        ),
        migrations.AddField(
            model_name="keybits",
            name="plain",
            field=initiatives.models.listing.BitsField(null=True),
        ),
        migrations.AlterField(
            model_name="keybits",
            name="bits",
            field=initiatives.models.listing.BitsField(null=True),
        ),
        migrations.AddConstraint(
            model_name="keybits",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("bits", None), ("plain__isnull", False)),
                    models.Q(("bits__isnull", False), ("plain", None)),
                    _connector="OR",
                ),
                name="key_bits_once",
            ),
        ),
        migrations.AddIndex(
            model_name="mappoint",
            index=models.Index(fields=["cell", "rank"], name="map_point_cell"),
        ),
        migrations.RunSQL(SQL),
    ]
