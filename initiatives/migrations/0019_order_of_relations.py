"""The relations of a sheet are read in the order of an index, by either side."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0018_newest_and_withdrawn"),
    ]

    operations = [
        migrations.AlterField(
            model_name="kinship",
            name="other",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="kinships_from",
                to="initiatives.initiative",
                verbose_name="autre initiative",
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="network",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="memberships_in",
                to="initiatives.actor",
                verbose_name="réseau",
            ),
        ),
        migrations.AddIndex(
            model_name="kinship",
            index=models.Index(fields=["other", "initiative", "kind"], name="kinship_of_other"),
        ),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(fields=["network", "actor"], name="membership_of_network"),
        ),
    ]
