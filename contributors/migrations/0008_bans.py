"""Bans in the log of sensitive acts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributors", "0007_purposes")]

    operations = [
        migrations.AlterField(
            model_name="sensitiveact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("log_in", "connexion"),
                    ("failed_log_in", "mot de passe refusé"),
                    ("locked", "connexion bloquée"),
                    ("failed_code", "code refusé"),
                    ("recovery_code", "code de secours utilisé"),
                    ("second_factor", "second facteur changé"),
                    ("invitation", "invitation"),
                    ("password", "mot de passe changé"),
                    ("account", "compte ou droits changés"),
                    ("group", "groupe changé"),
                    ("erasure", "effacement"),
                    ("export", "données personnelles remises"),
                    ("ban", "personne bloquée partout"),
                    ("unban", "blocage partout levé"),
                ],
                max_length=20,
                verbose_name="acte",
            ),
        ),
    ]
