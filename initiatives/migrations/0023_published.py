"""What appeared in a week or a month is found by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0022_actors_by_kind"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(fields=["-published_at", "-initiative"], name="listing_published"),
        ),
    ]
