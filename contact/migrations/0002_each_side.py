"""Each of two people stops and reports for themselves: who stopped a thread, and what each of them reported."""

import django.db.models.deletion
from django.db import migrations, models


def copy(apps, schema_editor):
    """Say who stopped what is stopped, and keep each report with who wrote it."""
    thread, side = apps.get_model("contact", "Thread"), apps.get_model("contact", "Side")
    complaint, block = apps.get_model("contact", "Complaint"), apps.get_model("contact", "Block")
    for one in thread.objects.filter(state="stopped"):
        blocked = block.objects.filter(sender=one.sender_id, receiver=one.receiver_id, receiver__isnull=False)
        if one.settled_at is not None:
            one.stopped_by = "moderator"
        else:
            one.stopped_by = "receiver" if blocked.exists() else "sender"
        one.save(update_fields=["stopped_by"])
    for one in thread.objects.filter(reported_at__isnull=False):
        made = complaint.objects.create(
            thread=one, author=one.reported_by, text=one.report_text, settled_at=one.settled_at
        )
        complaint.objects.filter(pk=made.pk).update(at=one.reported_at)
    for one in side.objects.filter(introduction__reported_at__isnull=False, answer="refused"):
        one.reported_at, one.report_text = one.introduction.reported_at, one.introduction.report_text
        one.save(update_fields=["reported_at", "report_text"])


class Migration(migrations.Migration):
    dependencies = [("contact", "0001_models")]

    operations = [
        migrations.CreateModel(
            name="Complaint",
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
                        verbose_name="signalée par",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=1000, verbose_name="ce qui est signalé")),
                (
                    "thread",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="complaints",
                        to="contact.thread",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="signalée le")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="traitée le")),
            ],
            options={
                "verbose_name": "signalement d’une conversation",
                "verbose_name_plural": "signalements de conversations",
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["thread", "id"], name="complaint_of_thread"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("author__in", ["sender", "receiver"])), name="complaint_author_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("settled_at", None)),
                fields=("thread", "author"),
                name="complaint_open_once",
            ),
        ),
        migrations.AddField(
            model_name="side",
            name="report_text",
            field=models.TextField(blank=True, max_length=1000, verbose_name="ce qui est signalé"),
        ),
        migrations.AddField(
            model_name="side",
            name="reported_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="signalée le"),
        ),
        migrations.AddField(
            model_name="thread",
            name="stopped_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("sender", "la personne qui a écrit la première"),
                    ("receiver", "la personne qui répond de la fiche"),
                    ("moderator", "une personne qui modère"),
                ],
                max_length=9,
                verbose_name="arrêtée par",
            ),
        ),
        migrations.RunPython(copy, migrations.RunPython.noop),
        # What waits to be checked about these rows would forbid changing their tables.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name="thread",
            name="thread_reported_by_somebody",
        ),
        migrations.RemoveField(
            model_name="introduction",
            name="report_text",
        ),
        migrations.RemoveField(
            model_name="thread",
            name="report_text",
        ),
        migrations.RemoveField(
            model_name="thread",
            name="reported_by",
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "stopped"), ("stopped_by__in", ["sender", "receiver", "moderator"])),
                    models.Q(models.Q(("state", "stopped"), _negated=True), ("stopped_by", "")),
                    _connector="OR",
                ),
                name="thread_stopped_by_somebody",
            ),
        ),
    ]
