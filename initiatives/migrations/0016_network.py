"""Where the nodes of the network lie in its drawings."""

from importlib import import_module

import django.contrib.postgres.fields
from django.db import migrations, models

watched = import_module("moderation.migrations.0003_change").watched


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0015_calls"),
        ("moderation", "0003_change"),
    ]

    operations = [
        migrations.CreateModel(
            name="NetworkLayout",
            fields=[
                (
                    "scope",
                    models.TextField(db_collation="C", primary_key=True, serialize=False),
                ),
                ("signature", models.CharField(max_length=32)),
                (
                    "numbers",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                (
                    "xs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), size=None
                    ),
                ),
                (
                    "ys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), size=None
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("numbers__len", models.F("xs__len")),
                            ("numbers__len", models.F("ys__len")),
                        ),
                        name="network_layout_places_each",
                    )
                ],
            },
        ),
        *watched("initiatives_networklayout"),
    ]
