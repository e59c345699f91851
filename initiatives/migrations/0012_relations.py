"""Who declares a relation, and relations between initiatives."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

watched = import_module("moderation.migrations.0003_change").watched


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0011_freshness"),
        ("moderation", "0003_change"),
    ]

    operations = [
        migrations.CreateModel(
            name="Kinship",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "declared_by",
                    models.CharField(
                        choices=[
                            ("both", "les deux côtés"),
                            ("subject", "le premier côté seul"),
                            ("object", "le second côté seul"),
                        ],
                        db_default="both",
                        default="both",
                        max_length=7,
                        verbose_name="déclarée par",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("inspiree", "S’inspire de"),
                            ("partie", "Fait partie de"),
                            ("suite", "Fait suite à"),
                        ],
                        max_length=8,
                        verbose_name="lien",
                    ),
                ),
            ],
            options={
                "verbose_name": "lien entre initiatives",
                "verbose_name_plural": "liens entre initiatives",
            },
        ),
        migrations.AddField(
            model_name="membership",
            name="declared_by",
            field=models.CharField(
                choices=[
                    ("both", "les deux côtés"),
                    ("subject", "le premier côté seul"),
                    ("object", "le second côté seul"),
                ],
                db_default="both",
                default="both",
                max_length=7,
                verbose_name="déclarée par",
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="declared_by",
            field=models.CharField(
                choices=[
                    ("both", "les deux côtés"),
                    ("subject", "le premier côté seul"),
                    ("object", "le second côté seul"),
                ],
                db_default="both",
                default="both",
                max_length=7,
                verbose_name="déclarée par",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("declared_by__in", ["both", "subject", "object"])),
                name="membership_declared_by_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(("declared_by__in", ["both", "subject", "object"])),
                name="participation_declared_by_known",
            ),
        ),
        migrations.AddField(
            model_name="kinship",
            name="initiative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="kinships",
                to="initiatives.initiative",
                verbose_name="initiative",
            ),
        ),
        migrations.AddField(
            model_name="kinship",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="kinships_from",
                to="initiatives.initiative",
                verbose_name="autre initiative",
            ),
        ),
        migrations.AddConstraint(
            model_name="kinship",
            constraint=models.CheckConstraint(
                condition=models.Q(("declared_by__in", ["both", "subject", "object"])),
                name="kinship_declared_by_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="kinship",
            constraint=models.UniqueConstraint(fields=("initiative", "other", "kind"), name="kinship_once"),
        ),
        migrations.AddConstraint(
            model_name="kinship",
            constraint=models.CheckConstraint(
                condition=models.Q(("initiative", models.F("other")), _negated=True),
                name="kinship_not_of_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="kinship",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["inspiree", "partie", "suite"])), name="kinship_kind_known"
            ),
        ),
        *watched("initiatives_kinship"),
    ]
