"""Links by which authors follow their sheets."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contributors", "0001_models"),
    ]

    operations = [
        migrations.AlterField(
            model_name="signedlink",
            name="purpose",
            field=models.CharField(
                choices=[("confirm", "confirmer une proposition"), ("follow", "suivre une fiche")],
                max_length=20,
                verbose_name="objet",
            ),
        ),
    ]
