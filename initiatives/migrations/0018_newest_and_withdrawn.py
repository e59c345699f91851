"""Questions that were taken back are remembered; the newest roles of an actor are found by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds a state, and an index."""

    dependencies = [
        ("contributors", "0007_purposes"),
        ("initiatives", "0017_animators"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="agreement",
            name="agreement_answered_has_date",
        ),
        migrations.AlterField(
            model_name="agreement",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "en attente"),
                    ("agreed", "confirmée"),
                    ("refused", "refusée"),
                    ("withdrawn", "retirée"),
                ],
                default="waiting",
                max_length=9,
                verbose_name="état",
            ),
        ),
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(fields=["actor", "-id"], name="participation_newest"),
        ),
        migrations.AlterField(
            model_name="participation",
            name="actor",
            field=models.ForeignKey(
                db_index=False,
                on_delete=models.deletion.CASCADE,
                related_name="participations",
                to="initiatives.actor",
                verbose_name="acteur",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("state", "waiting")),
                    models.Q(
                        ("answered_at__isnull", False), ("state__in", ["agreed", "refused", "withdrawn"])
                    ),
                    _connector="OR",
                ),
                name="agreement_answered_has_date",
            ),
        ),
    ]
