"""Versions may be returned to, and are read by everybody: their table reports its changes."""

from importlib import import_module

from django.db import migrations, models

watched = import_module("moderation.migrations.0003_change").watched


class Migration(migrations.Migration):
    dependencies = [("moderation", "0006_freshness")]

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
                    ("revert", "retour à une version antérieure"),
                ],
                max_length=12,
                verbose_name="action",
            ),
        ),
        *watched("moderation_revision"),
    ]
