"""Links to the registrations for meetings."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contributors", "0008_bans"),
    ]

    operations = [
        migrations.AlterField(
            model_name="signedlink",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("confirm", "confirmer une proposition"),
                    ("follow", "suivre une fiche"),
                    ("propose", "confirmer une modification"),
                    ("relate", "répondre à une relation proposée"),
                    ("answer", "répondre à un message ou à une mise en relation"),
                    ("animate", "accepter d’animer un territoire"),
                    ("register", "confirmer ou annuler une inscription"),
                ],
                max_length=20,
                verbose_name="objet",
            ),
        ),
    ]
