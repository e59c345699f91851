"""To which date of a meeting its organisers wrote."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0003_registrations"),
    ]

    operations = [
        migrations.AddField(
            model_name="announcement",
            name="occurrence",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="events.occurrence",
            ),
        ),
    ]
