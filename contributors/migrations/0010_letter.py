"""Consent to the letter."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contributors", "0009_registrations"),
    ]

    operations = [
        migrations.AlterField(
            model_name="consent",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("publication", "publication sous licence libre"),
                    ("contact", "coordonnées publiques"),
                    ("person_actor", "page à son nom"),
                    ("letter", "lettre par courriel"),
                ],
                max_length=20,
                verbose_name="objet",
            ),
        ),
    ]
