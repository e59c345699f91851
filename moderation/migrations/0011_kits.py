"""Lists of sheets to verify, which the group « Modération » may make and answer."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RIGHTS = ("view", "add", "change")


def give_rights(apps, schema_editor):
    """Give the right to groups that may change initiatives; Django gives rights their rows after all migrations."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="moderation", model="kit"
    )
    groups = apps.get_model("auth", "Group").objects.filter(permissions__codename="change_initiative")
    for action in RIGHTS:
        right, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=f"{action}_kit", defaults={"name": f"Can {action} kit"}
        )
        for group in groups:
            group.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("moderation", "0010_merging"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Kit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("territory", models.CharField(max_length=40, verbose_name="territoire")),
                ("territory_name", models.CharField(max_length=220, verbose_name="territoire")),
                (
                    "made_at",
                    models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="préparée le"),
                ),
                ("is_cut", models.BooleanField(default=False)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="préparée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "liste de vérification",
                "verbose_name_plural": "listes de vérification",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="KitLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="numéro")),
                ("object_id", models.BigIntegerField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("true", "Encore juste"),
                            ("wrong", "À corriger"),
                            ("ended", "Terminée"),
                            ("lost", "Introuvable"),
                        ],
                        max_length=5,
                        verbose_name="réponse",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("entered_at", models.DateTimeField(blank=True, null=True, verbose_name="saisie le")),
                (
                    "content_type",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="contenttypes.contenttype",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saisie par",
                    ),
                ),
                (
                    "kit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="moderation.kit",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne d’une liste de vérification",
                "verbose_name_plural": "lignes des listes de vérification",
                "ordering": ["kit", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("kit", "number"), name="kit_line_number_once"),
                    models.UniqueConstraint(
                        fields=("content_type", "object_id", "kit"), name="kit_line_sheet_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["", "true", "wrong", "ended", "lost"])),
                        name="kit_line_answer_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("entered_at__isnull", True)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("entered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="kit_line_answer_has_date",
                    ),
                ],
            },
        ),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
