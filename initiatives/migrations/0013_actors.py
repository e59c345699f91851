"""What actors know how to do, on what they work, where they act; and the table that their list reads."""

from importlib import import_module
from pathlib import Path

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import taggit.managers
from django.db import migrations, models

import initiatives.models.actor

watched = import_module("moderation.migrations.0003_change").watched
MAKE = (Path(__file__).parent / "sql" / "0013_actors.sql").read_text()
UNDO = """
DROP FUNCTION initiatives_refresh_with_actors;
DROP FUNCTION initiatives_refresh_actors;
DROP FUNCTION initiatives_token_keys;
"""
# By the setting's default, relations that one side alone declares are shown.
FILL = "SELECT initiatives_refresh_actors(array_agg(id), true) FROM initiatives_actor WHERE status = 'published';"


class Migration(migrations.Migration):
    dependencies = [
        ("contributors", "0007_purposes"),
        ("initiatives", "0012_relations"),
        ("places", "0002_commune_key"),
        ("moderation", "0003_change"),
    ]

    operations = [
        migrations.AddField(
            model_name="actor",
            name="territory",
            field=models.CharField(
                blank=True,
                help_text="Vide quand il agit là où il est.",
                max_length=40,
                validators=[initiatives.models.actor.check_territory],
                verbose_name="agit dans",
            ),
        ),
        migrations.CreateModel(
            name="ActorListing",
            fields=[
                (
                    "actor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="listing",
                        serialize=False,
                        to="initiatives.actor",
                    ),
                ),
                ("name_key", models.TextField()),
                ("words", models.TextField()),
                ("keys", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["name_key", "actor"], name="actor_listing_name"),
                    django.contrib.postgres.indexes.GinIndex(fields=["keys"], name="actor_listing_keys"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("words", "gin_trgm_ops"),
                        name="actor_listing_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActorTheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="initiatives.actor"
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.theme",
                        verbose_name="thème",
                    ),
                ),
            ],
            options={
                "verbose_name": "thème de l’acteur",
                "verbose_name_plural": "thèmes de l’acteur",
            },
        ),
        migrations.AddField(
            model_name="actor",
            name="themes",
            field=models.ManyToManyField(
                blank=True,
                related_name="actors",
                through="initiatives.ActorTheme",
                to="initiatives.theme",
                verbose_name="thèmes",
            ),
        ),
        migrations.CreateModel(
            name="TaggedActor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged",
                        to="initiatives.actor",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged_actors",
                        to="initiatives.tag",
                        verbose_name="savoir-faire",
                    ),
                ),
            ],
            options={
                "verbose_name": "savoir-faire de l’acteur",
                "verbose_name_plural": "savoir-faire de l’acteur",
            },
        ),
        migrations.AddField(
            model_name="actor",
            name="skills",
            field=taggit.managers.TaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="initiatives.TaggedActor",
                to="initiatives.Tag",
                verbose_name="savoir-faire",
            ),
        ),
        migrations.AddIndex(
            model_name="actor",
            index=models.Index(
                condition=models.Q(("territory", ""), _negated=True),
                fields=["territory"],
                name="actor_territory",
            ),
        ),
        migrations.AddConstraint(
            model_name="actortheme",
            constraint=models.UniqueConstraint(fields=("actor", "theme"), name="actor_theme_once"),
        ),
        migrations.AddConstraint(
            model_name="taggedactor",
            constraint=models.UniqueConstraint(fields=("content_object", "tag"), name="actor_tagged_once"),
        ),
        *watched("initiatives_actorlisting", "initiatives_actortheme", "initiatives_taggedactor"),
        migrations.RunSQL(MAKE, UNDO),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
