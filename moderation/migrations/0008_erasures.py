"""Addresses of sheets that were erased."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("moderation", "0007_revert"),
    ]

    operations = [
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                ("slug", models.CharField(max_length=160)),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="effacée le")),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="contenttypes.contenttype"
                    ),
                ),
            ],
            options={
                "verbose_name": "effacement",
                "constraints": [
                    models.UniqueConstraint(fields=("content_type", "slug"), name="erasure_unique")
                ],
            },
        ),
    ]
