"""The tables that the public reads, made anew: order of appearance, cards, frequent keys, counts by pair and by level.

They hold nothing but what the next migration writes again from the sheets.
"""

from pathlib import Path

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

import initiatives.models.listing

UNDO_0003 = (Path(__file__).parent / "sql" / "0005_undo_projection.sql").read_text()


def one(to):
    """Return the primary key of a row derived from one of `to`."""
    return models.OneToOneField(
        on_delete=django.db.models.deletion.CASCADE,
        primary_key=True,
        related_name={"initiatives.initiative": "listing", "initiatives.location": "pin"}[to],
        serialize=False,
        to=to,
    )


def several(*names):
    """Return the primary key made of several columns."""
    key = models.CompositePrimaryKey(*names, blank=True, editable=False, primary_key=True, serialize=False)
    return ("pk", key)


def texts():
    """Return the column of keys."""
    return django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0004_title_trigrams")]

    operations = [
        migrations.RunSQL(UNDO_0003, migrations.RunSQL.noop),
        *(migrations.DeleteModel(name) for name in ("Listing", "Pin", "KeyCount", "CellCount")),
        migrations.CreateModel(
            name="Listing",
            fields=[
                ("initiative", one("initiatives.initiative")),
                ("position", models.IntegerField()),
                ("keys", texts()),
                ("search", django.contrib.postgres.search.SearchVectorField()),
                ("title_key", models.TextField()),
                ("published_at", models.DateTimeField()),
                ("card", models.JSONField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["keys"], name="listing_keys"),
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="listing_search"),
                    models.Index(fields=["position"], include=["initiative"], name="listing_position"),
                    models.Index(fields=["title_key", "initiative"], name="listing_title"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pin",
            fields=[
                ("location", one("initiatives.location")),
                ("position", models.IntegerField()),
                ("drawn", models.BooleanField()),
                ("cell", models.BigIntegerField()),
                ("department", models.CharField(max_length=3)),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("keys", texts()),
                ("latitude_e6", models.IntegerField()),
                ("longitude_e6", models.IntegerField()),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pins",
                        to="initiatives.initiative",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("drawn", True)),
                        fields=["cell"],
                        include=("latitude_e6", "longitude_e6", "position", "department"),
                        name="pin_cell",
                    ),
                    models.Index(
                        condition=models.Q(("drawn", False)), fields=["cell"], name="pin_cell_not_drawn"
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["keys"], name="pin_keys"),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyCount",
            fields=[
                ("key", models.TextField(db_collation="C", primary_key=True, serialize=False)),
                ("count", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 0)), name="key_count_not_negative"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FrequentKey",
            fields=[("key", models.TextField(db_collation="C", primary_key=True, serialize=False))],
        ),
        migrations.CreateModel(
            name="PairCount",
            fields=[
                several("within", "key"),
                ("within", models.TextField(db_collation="C")),
                ("key", models.TextField(db_collation="C")),
                ("count", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 0)), name="pair_count_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyBits",
            fields=[
                several("key", "chunk"),
                ("key", models.TextField(db_collation="C")),
                ("chunk", models.IntegerField()),
                ("bits", initiatives.models.listing.BitsField()),
            ],
        ),
        migrations.CreateModel(
            name="CellCount",
            fields=[
                several("place", "theme", "level", "cell"),
                ("place", models.TextField(db_collation="C")),
                ("theme", models.BigIntegerField()),
                ("level", models.SmallIntegerField()),
                ("cell", models.IntegerField()),
                ("count", models.IntegerField()),
                ("latitude_sum", models.BigIntegerField()),
                ("longitude_sum", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 0)), name="cell_count_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("key", models.TextField(db_collation="C", primary_key=True, serialize=False)),
                ("count", models.IntegerField()),
                ("usual", models.IntegerField(db_default=1, default=1)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("key"), "gist_trgm_ops"),
                        name="word_trigrams",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 0)), name="word_count_not_negative"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Synonyms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "expressions",
                    models.TextField(
                        help_text="Une par ligne, deux au moins\u00a0: chercher l’une trouve aussi les autres. "
                        "Accents, majuscules et tirets ne comptent pas.",
                        max_length=1000,
                        verbose_name="expressions",
                    ),
                ),
            ],
            options={
                "verbose_name": "synonymes",
                "verbose_name_plural": "synonymes",
                "ordering": ["expressions"],
            },
        ),
    ]
