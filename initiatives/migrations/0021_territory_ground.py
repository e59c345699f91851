"""The ground of the maps of regions and departments."""

from importlib import import_module

import django.contrib.postgres.fields
from django.db import migrations, models

watched = import_module("moderation.migrations.0003_change").watched


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0020_end_of_animation"),
        ("moderation", "0003_change"),
    ]

    operations = [
        migrations.CreateModel(
            name="TerritoryGround",
            fields=[
                ("territory", models.TextField(db_collation="C", primary_key=True, serialize=False)),
                (
                    "bounds",
                    django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=4),
                ),
                ("france", models.TextField()),
                ("others", models.TextField()),
                ("outline", models.TextField()),
                ("dots", models.TextField()),
                ("centres", models.JSONField()),
            ],
        ),
        *watched("initiatives_territoryground"),
    ]
