"""Reminders: whether sheets are still true."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0005_reports"),
    ]

    operations = [
        migrations.AlterField(
            model_name="revision",
            name="action",
            field=models.CharField(
                choices=[
                    ("submit", "proposition"),
                    ("confirm", "confirmation"),
                    ("publish", "publication"),
                    ("refuse", "refus"),
                    ("resubmit", "nouvel envoi"),
                    ("amend", "modification"),
                    ("archive", "archivage"),
                    ("withdraw", "retrait"),
                    ("restore", "remise en ligne"),
                    ("merge", "fusion"),
                    ("verify", "vérification"),
                    ("import", "reprise de données"),
                ],
                max_length=12,
                verbose_name="action",
            ),
        ),
    ]
