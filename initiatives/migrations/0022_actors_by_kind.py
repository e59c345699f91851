"""Of each kind of actors an index by name."""

from django.db import migrations, models

KINDS = ("personne", "collectif", "association", "collectivite", "entreprise", "reseau", "ecole", "lieu")


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0021_territory_ground")]

    operations = [
        migrations.AddIndex(
            "actorlisting",
            models.Index(
                fields=["name_key", "actor"],
                condition=models.Q(keys__contains=[f"type:{kind}"]),
                name=f"actor_listing_{kind}",
            ),
        )
        for kind in KINDS
    ]
