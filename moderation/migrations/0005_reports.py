"""Reports of visitors, which the group « Modération » may read and close."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RIGHTS = ("view", "change")


def give_rights(apps, schema_editor):
    """Give the right to groups that may change initiatives; Django gives rights their rows after all migrations."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="moderation", model="report"
    )
    groups = apps.get_model("auth", "Group").objects.filter(permissions__codename="change_initiative")
    for action in RIGHTS:
        right, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=f"{action}_report", defaults={"name": f"Can {action} report"}
        )
        for group in groups:
            group.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("contributors", "0002_follow_links"),
        ("moderation", "0004_questions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("outdated", "Ce n’est plus à jour"),
                            ("place", "Le lieu n’est pas le bon"),
                            ("duplicate", "Cette fiche fait double emploi avec une autre"),
                            ("unlawful", "Elle enfreint la loi, ou nomme quelqu’un sans son accord"),
                            ("other", "Autre chose"),
                        ],
                        max_length=10,
                        verbose_name="sorte",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="message")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="reçu le")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="réponse")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="traité le")),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="traité par",
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="contenttypes.contenttype"
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reports",
                        to="contributors.contributor",
                        verbose_name="de la part de",
                    ),
                ),
            ],
            options={
                "verbose_name": "signalement",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["content_type", "object_id", "id"], name="report_about"),
                    models.Index(fields=["closed_at", "id"], name="report_waiting"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["outdated", "place", "duplicate", "unlawful", "other"])
                        ),
                        name="report_kind_known",
                    )
                ],
            },
        ),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
