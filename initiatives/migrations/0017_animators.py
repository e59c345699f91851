"""Animators of territories, and what is counted each night of territories and themes."""

from importlib import import_module

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

watched = import_module("moderation.migrations.0003_change").watched

RIGHTS = ("view", "add", "change", "delete")


def give_rights(apps, schema_editor):
    """Give the right to groups that may change initiatives; Django gives rights their rows after all migrations."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="initiatives", model="animator"
    )
    groups = apps.get_model("auth", "Group").objects.filter(permissions__codename="change_initiative")
    for action in RIGHTS:
        right, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_animator",
            defaults={"name": f"Can {action} animator"},
        )
        for group in groups:
            group.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0016_network"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Vitality",
            fields=[
                ("within", models.TextField(db_collation="C", primary_key=True, serialize=False)),
                ("actors", models.IntegerField()),
                ("fresh", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="ActorRank",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "within", "actor", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("within", models.TextField(db_collation="C")),
                ("count", models.IntegerField()),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="initiatives.actor"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Animator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("territory", models.CharField(max_length=40, verbose_name="territoire")),
                (
                    "holders",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), editable=False, size=None
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposé"),
                            ("confirmed", "confirmé"),
                            ("declined", "décliné par l’acteur"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                (
                    "asked_by",
                    models.CharField(
                        choices=[("desk", "la modération"), ("actor", "l’acteur")],
                        max_length=5,
                        verbose_name="à l’initiative de",
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="demandé le")),
                ("since", models.DateField(blank=True, null=True, verbose_name="depuis le")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="animations",
                        to="initiatives.actor",
                        verbose_name="acteur",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="décidé par",
                    ),
                ),
            ],
            options={
                "verbose_name": "animation d’un territoire",
                "verbose_name_plural": "animations de territoires",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["territory", "state"], name="animator_of_territory")],
                "constraints": [
                    models.UniqueConstraint(fields=("actor", "territory"), name="animator_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "confirmed", "declined"])),
                        name="animator_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked_by__in", ["desk", "actor"])), name="animator_side_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("since__isnull", False), ("state", "confirmed")),
                            models.Q(
                                models.Q(("state", "confirmed"), _negated=True), ("since__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="animator_confirmed_has_date",
                    ),
                ],
            },
        ),
        *watched("initiatives_animator", "initiatives_actorrank", "initiatives_vitality"),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
