"""What one side declares and the other is asked; lists, map and cards that show only what settings allow."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

SQL = (Path(__file__).parent / "sql" / "0014_declared.sql").read_text()
RIGHTS = ("view", "change")


def give_rights(apps, schema_editor):
    """Give the right to groups that may change initiatives; Django gives rights their rows after all migrations."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="initiatives", model="agreement"
    )
    groups = apps.get_model("auth", "Group").objects.filter(permissions__codename="change_initiative")
    for action in RIGHTS:
        right, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_agreement",
            defaults={"name": f"Can {action} relation à confirmer"},
        )
        for group in groups:
            group.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("contributors", "0007_purposes"),
        ("initiatives", "0013_actors"),
        ("photos", "0001_models"),
        ("places", "0002_commune_key"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("participation", "participation"),
                            ("membership", "appartenance à un réseau"),
                            ("kinship", "lien entre initiatives"),
                        ],
                        max_length=13,
                        verbose_name="sorte",
                    ),
                ),
                ("role", models.CharField(blank=True, max_length=12, verbose_name="rôle")),
                (
                    "declared_by",
                    models.CharField(
                        choices=[
                            ("both", "les deux côtés"),
                            ("subject", "le premier côté seul"),
                            ("object", "le second côté seul"),
                        ],
                        max_length=7,
                        verbose_name="déclarée par",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "en attente"), ("agreed", "confirmée"), ("refused", "refusée")],
                        default="waiting",
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="proposée le")),
                ("asked_at", models.DateTimeField(null=True, verbose_name="demandée le")),
                ("reminded_at", models.DateTimeField(null=True, verbose_name="rappelée le")),
                ("handed_at", models.DateTimeField(null=True, verbose_name="confiée à la modération le")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="répondue le")),
            ],
            options={
                "verbose_name": "relation à confirmer",
                "verbose_name_plural": "relations à confirmer",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ProjectionRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("shows_declared", models.BooleanField(db_default=True)),
            ],
            options={
                "verbose_name": "règle de ce que montrent les listes",
            },
        ),
        migrations.AddIndex(
            model_name="actor",
            index=models.Index(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="actor_public_email",
            ),
        ),
        migrations.AddIndex(
            model_name="initiative",
            index=models.Index(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="initiative_public_email",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="actor",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="initiatives.actor",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="asked",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="agreements_asked",
                to="contributors.contributor",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="initiative",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="initiatives.initiative",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="network",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="initiatives.actor",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="other",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="initiatives.initiative",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="proposed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="agreements_proposed",
                to="contributors.contributor",
            ),
        ),
        migrations.AddConstraint(
            model_name="projectionrule",
            constraint=models.CheckConstraint(condition=models.Q(("pk", 1)), name="projection_rule_alone"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["state", "asked_at"], name="agreement_state"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["answered_at"], name="agreement_answered"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                fields=("kind", "role", "actor", "network", "initiative", "other"),
                name="agreement_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("actor__isnull", False),
                        ("initiative__isnull", False),
                        ("kind", "participation"),
                        ("network__isnull", True),
                        ("other__isnull", True),
                    ),
                    models.Q(
                        ("actor__isnull", False),
                        ("kind", "membership"),
                        ("network__isnull", False),
                        ("initiative__isnull", True),
                        ("other__isnull", True),
                    ),
                    models.Q(
                        ("initiative__isnull", False),
                        ("kind", "kinship"),
                        ("other__isnull", False),
                        ("actor__isnull", True),
                        ("network__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="agreement_has_two_sides",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("declared_by__in", ["subject", "object"])),
                name="agreement_declared_by_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("state", "waiting")),
                    models.Q(("answered_at__isnull", False), ("state__in", ["agreed", "refused"])),
                    _connector="OR",
                ),
                name="agreement_answered_has_date",
            ),
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
