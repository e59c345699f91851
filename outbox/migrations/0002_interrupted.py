"""Attempts to send a mail that never said how they ended."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0001_models"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="interrupted",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="interruptions"),
        ),
    ]
