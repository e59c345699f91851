"""Messages passed on and introductions; the group « Modération » reads those that are held back or reported."""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

watched = import_module("moderation.migrations.0003_change").watched


def give_rights(apps, schema_editor):
    """Give rights to groups that may change initiatives; Django gives rights their rows after all migrations."""
    groups = apps.get_model("auth", "Group").objects.filter(permissions__codename="change_initiative")
    for model in ("thread", "introduction"):
        content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="contact", model=model
        )
        for action in ("view", "change"):
            right, _ = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=content_type,
                codename=f"{action}_{model}",
                defaults={"name": f"Can {action} {model}"},
            )
            for group in groups:
                group.permissions.add(right)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("contributors", "0007_purposes"),
        ("moderation", "0014_coordination"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Introduction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "introducer_name",
                    models.CharField(blank=True, max_length=80, verbose_name="de la part de"),
                ),
                ("word", models.TextField(blank=True, max_length=1000, verbose_name="pourquoi")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "à confirmer par la personne qui propose"),
                            ("asked", "proposée aux deux"),
                            ("made", "faite"),
                            ("ended", "n’aura pas lieu"),
                        ],
                        default="unconfirmed",
                        max_length=12,
                        verbose_name="état",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="proposée le"),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmée le")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="close le")),
                ("reported_at", models.DateTimeField(blank=True, null=True, verbose_name="signalée le")),
                (
                    "report_text",
                    models.TextField(blank=True, max_length=1000, verbose_name="ce qui est signalé"),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="traitée le")),
                (
                    "introducer",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="introductions",
                        to="contributors.contributor",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
            ],
            options={
                "verbose_name": "mise en relation signalée",
                "verbose_name_plural": "mises en relation signalées",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Side",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="nom")),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("waiting", "pas encore de réponse"),
                            ("agreed", "d’accord"),
                            ("refused", "pas d’accord"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="réponse",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="répondu le")),
                (
                    "content_type",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="contenttypes.contenttype",
                    ),
                ),
                (
                    "introduction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sides",
                        to="contact.introduction",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="introduction_sides",
                        to="contributors.contributor",
                    ),
                ),
            ],
            options={
                "verbose_name": "côté d’une mise en relation",
                "verbose_name_plural": "côtés d’une mise en relation",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Silence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "content_type",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "fiche sans messages",
            },
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                ("sender_name", models.CharField(blank=True, max_length=80, verbose_name="de la part de")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "à confirmer par la personne qui écrit"),
                            ("held", "retenue, attend une personne qui modère"),
                            ("open", "transmise"),
                            (
                                "undelivered",
                                "non remise\xa0: la personne n’en veut pas, ou ne répond plus de la fiche",
                            ),
                            ("refused", "refusée par une personne qui modère"),
                            ("stopped", "arrêtée"),
                        ],
                        default="unconfirmed",
                        max_length=12,
                        verbose_name="état",
                    ),
                ),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="écrite le")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmée le")),
                (
                    "hold_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="retenue parce que"),
                ),
                ("reported_at", models.DateTimeField(blank=True, null=True, verbose_name="signalée le")),
                (
                    "reported_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sender", "la personne qui a écrit la première"),
                            ("receiver", "la personne qui répond de la fiche"),
                        ],
                        max_length=8,
                        verbose_name="signalée par",
                    ),
                ),
                (
                    "report_text",
                    models.TextField(blank=True, max_length=1000, verbose_name="ce qui est signalé"),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="traitée le")),
                (
                    "content_type",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="contenttypes.contenttype",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="threads_received",
                        to="contributors.contributor",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="threads_sent",
                        to="contributors.contributor",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
            ],
            options={
                "verbose_name": "message retenu ou signalé",
                "verbose_name_plural": "messages retenus ou signalés",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "author",
                    models.CharField(
                        choices=[
                            ("sender", "la personne qui a écrit la première"),
                            ("receiver", "la personne qui répond de la fiche"),
                        ],
                        max_length=8,
                        verbose_name="de",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=3000, verbose_name="message")),
                ("shows_address", models.BooleanField(default=False, verbose_name="montre son adresse")),
                ("sent_at", models.DateTimeField(auto_now_add=True, verbose_name="écrit le")),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="contact.thread"
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="contenttypes.contenttype",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocks_set",
                        to="contributors.contributor",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocks",
                        to="contributors.contributor",
                    ),
                ),
            ],
            options={
                "verbose_name": "blocage",
                "indexes": [models.Index(fields=["content_type", "object_id"], name="block_about")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sender", "receiver", "content_type", "object_id"),
                        name="block_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("content_type", None), ("object_id", None)),
                            models.Q(
                                ("content_type__isnull", False),
                                ("object_id__isnull", False),
                                ("receiver__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="block_of_whole_sheet",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="introduction",
            index=models.Index(fields=["introducer", "created_at"], name="introduction_proposed"),
        ),
        migrations.AddIndex(
            model_name="introduction",
            index=models.Index(
                condition=models.Q(("state", "asked")), fields=["confirmed_at"], name="introduction_asked"
            ),
        ),
        migrations.AddIndex(
            model_name="introduction",
            index=models.Index(
                condition=models.Q(("reported_at__isnull", False), ("settled_at", None)),
                fields=["id"],
                name="introduction_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at", None), ("ended_at", None), ("state", "unconfirmed")),
                    models.Q(("confirmed_at__isnull", False), ("ended_at", None), ("state", "asked")),
                    models.Q(
                        ("confirmed_at__isnull", False),
                        ("ended_at__isnull", False),
                        ("state__in", ["made", "ended"]),
                    ),
                    _connector="OR",
                ),
                name="introduction_state_has_dates",
            ),
        ),
        migrations.AddIndex(
            model_name="side",
            index=models.Index(fields=["content_type", "object_id", "id"], name="side_about"),
        ),
        migrations.AddConstraint(
            model_name="side",
            constraint=models.UniqueConstraint(
                fields=("introduction", "content_type", "object_id"), name="side_of_two_sheets"
            ),
        ),
        migrations.AddConstraint(
            model_name="side",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "waiting"), ("answered_at", None)),
                    models.Q(("answer__in", ["agreed", "refused"]), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="side_answer_has_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="silence",
            constraint=models.UniqueConstraint(fields=("content_type", "object_id"), name="silence_once"),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(fields=["content_type", "object_id", "id"], name="thread_about"),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(fields=["sender", "created_at"], name="thread_sent"),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(fields=["receiver", "confirmed_at"], name="thread_received"),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(fields=["digest", "confirmed_at"], name="thread_same_text"),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(
                    ("state", "held"),
                    models.Q(("reported_at__isnull", False), ("settled_at", None)),
                    _connector="OR",
                ),
                fields=["id"],
                name="thread_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("state", "unconfirmed")), fields=["created_at"], name="thread_unconfirmed"
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["unconfirmed", "held", "open", "undelivered", "refused", "stopped"])
                ),
                name="thread_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at", None), ("state", "unconfirmed")),
                    models.Q(
                        models.Q(("state", "unconfirmed"), _negated=True), ("confirmed_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="thread_confirmed_has_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "held"), _negated=True),
                    models.Q(("hold_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="thread_held_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reported_at", None), ("reported_by", "")),
                    models.Q(("reported_at__isnull", False), models.Q(("reported_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="thread_reported_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="turn",
            index=models.Index(
                condition=models.Q(("text", ""), _negated=True), fields=["sent_at"], name="turn_to_blank"
            ),
        ),
        migrations.AddConstraint(
            model_name="turn",
            constraint=models.CheckConstraint(
                condition=models.Q(("author__in", ["sender", "receiver"])), name="turn_author_known"
            ),
        ),
        *watched("contact_silence"),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
