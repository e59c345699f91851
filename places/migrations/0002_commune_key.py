"""Communes are found by their whole name: faster than by its trigrams."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]

    operations = [
        migrations.AddIndex("commune", models.Index(fields=["key"], name="commune_key")),
    ]
