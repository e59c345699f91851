"""Merges that can be undone, and pairs of sheets that are known not to be the same."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("moderation", "0009_proposals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
                    ("proposal", "modification proposée"),
                    ("archive", "archivage"),
                    ("withdraw", "retrait"),
                    ("restore", "remise en ligne"),
                    ("merge", "fusion"),
                    ("unmerge", "fin de la fusion"),
                    ("verify", "vérification"),
                    ("import", "reprise de données"),
                    ("revert", "retour à une version antérieure"),
                ],
                max_length=12,
                verbose_name="action",
            ),
        ),
        migrations.CreateModel(
            name="Distinct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_number", models.BigIntegerField(verbose_name="première fiche")),
                ("second_number", models.BigIntegerField(verbose_name="seconde fiche")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="le")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="contenttypes.contenttype"
                    ),
                ),
            ],
            options={
                "verbose_name": "paire de fiches différentes",
                "verbose_name_plural": "paires de fiches différentes",
                "indexes": [models.Index(fields=["content_type", "second_number"], name="distinct_second")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_type", "first_number", "second_number"), name="distinct_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_number__lt", models.F("second_number"))),
                        name="distinct_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("winner_number", models.BigIntegerField(verbose_name="fiche gardée")),
                ("loser_number", models.BigIntegerField(verbose_name="fiche fusionnée")),
                (
                    "loser_status",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "à confirmer"),
                            ("pending", "en attente"),
                            ("published", "publiée"),
                            ("refused", "refusée"),
                            ("archived", "archivée"),
                            ("withdrawn", "retirée"),
                            ("merged", "fusionnée"),
                        ],
                        max_length=12,
                        verbose_name="statut de la fiche fusionnée",
                    ),
                ),
                ("winner_before", models.JSONField(default=dict)),
                ("winner_after", models.JSONField(default=dict)),
                ("loser_before", models.JSONField(default=dict)),
                ("moved", models.JSONField(default=dict)),
                ("flattened", models.JSONField(default=list)),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="le")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="défaite le")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="contenttypes.contenttype"
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="défaite par",
                    ),
                ),
            ],
            options={
                "verbose_name": "fusion",
                "indexes": [
                    models.Index(fields=["content_type", "winner_number"], name="merge_winner"),
                    models.Index(fields=["content_type", "loser_number"], name="merge_loser"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("content_type", "loser_number"),
                        name="merge_standing_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("winner_number", models.F("loser_number")), _negated=True),
                        name="merge_not_with_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("loser_status__in", ["pending", "published"])),
                        name="merge_status_before",
                    ),
                ],
            },
        ),
    ]
