"""Links by which people confirm the change of a sheet that they propose."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contributors", "0002_follow_links"),
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
                ],
                max_length=20,
                verbose_name="objet",
            ),
        ),
    ]
