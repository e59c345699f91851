"""Proposals of visitors, which the group « Modération » may read and decide about, and marks of trust."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RIGHTS = ("view", "change")


def give_rights(apps, schema_editor):
    """Give the right to groups that may change initiatives; Django gives rights their rows after all migrations."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="moderation", model="proposal"
    )
    groups = apps.get_model("auth", "Group").objects.filter(permissions__codename="change_initiative")
    for action in RIGHTS:
        right, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_proposal",
            defaults={"name": f"Can {action} proposal"},
        )
        for group in groups:
            group.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("contributors", "0003_proposal_links"),
        ("moderation", "0008_erasures"),
        ("photos", "0001_models"),
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
                    ("verify", "vérification"),
                    ("import", "reprise de données"),
                    ("revert", "retour à une version antérieure"),
                ],
                max_length=12,
                verbose_name="action",
            ),
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "à confirmer"),
                            ("pending", "à examiner"),
                            ("accepted", "acceptée"),
                            ("refused", "refusée"),
                        ],
                        default="unconfirmed",
                        max_length=12,
                        verbose_name="état",
                    ),
                ),
                ("changes", models.JSONField(verbose_name="changements")),
                ("comment", models.TextField(blank=True, max_length=2000, verbose_name="message")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="reçue le")),
                ("queued_at", models.DateTimeField(blank=True, null=True, verbose_name="en attente depuis")),
                ("accepted", models.JSONField(blank=True, default=list, verbose_name="champs acceptés")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="réponse")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="examinée le")),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="contenttypes.contenttype"
                    ),
                ),
                (
                    "contributor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposals",
                        to="contributors.contributor",
                        verbose_name="de la part de",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="examinée par",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="photos.photo",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposition de modification",
                "verbose_name_plural": "propositions de modification",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["content_type", "object_id", "id"], name="proposal_about"),
                    models.Index(fields=["state", "queued_at", "id"], name="proposal_queue"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["unconfirmed", "pending", "accepted", "refused"])),
                        name="proposal_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "pending"), _negated=True),
                            ("queued_at__isnull", False),
                            _connector="OR",
                        ),
                        name="proposal_pending_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", False), ("state__in", ["accepted", "refused"])),
                            models.Q(("decided_at__isnull", True), ("state__in", ["unconfirmed", "pending"])),
                            _connector="OR",
                        ),
                        name="proposal_decided_has_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Trust",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                ("given_at", models.DateTimeField(auto_now_add=True, verbose_name="donnée le")),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="contenttypes.contenttype"
                    ),
                ),
                (
                    "contributor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trusts",
                        to="contributors.contributor",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "confiance",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_type", "object_id", "contributor"), name="trust_once"
                    )
                ],
            },
        ),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
