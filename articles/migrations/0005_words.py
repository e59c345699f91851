"""The words of analyses are kept: to find them, their long texts are not taken apart again."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.functions.text
from django.db import migrations, models

import initiatives.models.call_set
import places.folding


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_partners_cascade"),
        ("contributors", "0008_bans"),
        ("events", "0002_cascade"),
        ("initiatives", "0021_territory_ground"),
        ("photos", "0001_models"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="article",
            name="article_words",
        ),
        migrations.AddField(
            model_name="article",
            name="words_found",
            field=models.GeneratedField(
                db_persist=True,
                expression=initiatives.models.call_set.Vector(
                    places.folding.Fold(
                        django.db.models.functions.text.Concat(
                            "title",
                            models.Value(" "),
                            "summary",
                            models.Value(" "),
                            "signed_by",
                            models.Value(" "),
                            "text",
                            output_field=models.TextField(),
                        )
                    )
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words_found"], name="article_words"),
        ),
    ]
