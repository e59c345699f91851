"""Who comes to meetings; the group « Modération » sees it for its territories."""

from importlib import import_module

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

watched = import_module("moderation.migrations.0003_change").watched

# The page of a meeting says how many seats are left: it is made again when somebody has one, or one no more. What only
# waits to be confirmed changes no page, so that nobody empties the caches by filling in a form.
SEATS = """
CREATE TRIGGER moderation_changed_insert AFTER INSERT ON events_registration
    FOR EACH ROW WHEN (NEW.state = 'confirmed') EXECUTE FUNCTION moderation_changed();
CREATE TRIGGER moderation_changed_update AFTER UPDATE ON events_registration
    FOR EACH ROW WHEN (
        (OLD.state = 'confirmed' OR NEW.state = 'confirmed') AND
        (OLD.state, OLD.people, OLD.occurrence_id) IS DISTINCT FROM (NEW.state, NEW.people, NEW.occurrence_id)
    ) EXECUTE FUNCTION moderation_changed();
CREATE TRIGGER moderation_changed_delete AFTER DELETE ON events_registration
    FOR EACH ROW WHEN (OLD.state = 'confirmed') EXECUTE FUNCTION moderation_changed();
"""
NO_SEATS = """
DROP TRIGGER moderation_changed_insert ON events_registration;
DROP TRIGGER moderation_changed_update ON events_registration;
DROP TRIGGER moderation_changed_delete ON events_registration;
"""


def give_rights(apps, schema_editor):
    """Give rights to groups that may change initiatives; Django gives rights their rows after all migrations."""
    groups = apps.get_model("auth", "Group").objects.filter(permissions__codename="change_initiative")
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="events", model="registration"
    )
    for action in ("view", "change"):
        right, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_registration",
            defaults={"name": f"Can {action} registration"},
        )
        for group in groups:
            group.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("contributors", "0009_registrations"),
        ("events", "0002_cascade"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="demandé le")),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report_request",
                        to="events.event",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande de compte rendu",
                "verbose_name_plural": "demandes de compte rendu",
            },
        ),
        migrations.CreateModel(
            name="Announcement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=3000, verbose_name="texte")),
                ("sent_at", models.DateTimeField(auto_now_add=True, verbose_name="envoyé le")),
                ("receivers", models.PositiveIntegerField(default=0, verbose_name="destinataires")),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="announcements",
                        to="events.event",
                    ),
                ),
            ],
            options={
                "verbose_name": "message aux personnes inscrites",
                "verbose_name_plural": "messages aux personnes inscrites",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["event", "sent_at"], name="announcement_of_event"),
                    models.Index(
                        condition=models.Q(("text", ""), _negated=True),
                        fields=["sent_at"],
                        name="announcement_to_blank",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Registering",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_open", models.BooleanField(default=False, verbose_name="inscriptions ouvertes")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000),
                        ],
                        verbose_name="nombre de places",
                    ),
                ),
                (
                    "closes_before",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Quand la rencontre commence"),
                            (2, "Deux heures avant"),
                            (24, "Un jour avant"),
                            (48, "Deux jours avant"),
                            (168, "Une semaine avant"),
                        ],
                        default=0,
                        verbose_name="fin des inscriptions",
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="registering",
                        to="events.event",
                    ),
                ),
            ],
            options={
                "verbose_name": "inscriptions d’une rencontre",
                "verbose_name_plural": "inscriptions des rencontres",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capacity", None),
                            models.Q(("capacity__gte", 1), ("capacity__lte", 10000)),
                            _connector="OR",
                        ),
                        name="registering_capacity_bound",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_before__in", [0, 2, 24, 48, 168])),
                        name="registering_closing_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="début")),
                ("ends_at", models.DateTimeField(verbose_name="fin")),
                ("told_where", models.CharField(blank=True, max_length=64)),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="nom")),
                ("people", models.PositiveSmallIntegerField(default=1, verbose_name="nombre de personnes")),
                (
                    "brings",
                    models.CharField(blank=True, max_length=280, verbose_name="ce que la personne apporte"),
                ),
                (
                    "seeks",
                    models.CharField(blank=True, max_length=280, verbose_name="ce que la personne cherche"),
                ),
                ("shares", models.BooleanField(default=False, verbose_name="montré aux autres, sans le nom")),
                (
                    "may_be_written",
                    models.BooleanField(default=False, verbose_name="l’organisation peut lui écrire"),
                ),
                ("by_hand", models.BooleanField(default=False, verbose_name="ajoutée par l’organisation")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_confirm", "à confirmer"),
                            ("confirmed", "inscription confirmée"),
                            ("waiting", "en liste d’attente"),
                            ("cancelled", "annulée"),
                        ],
                        default="to_confirm",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                (
                    "consent_version",
                    models.CharField(blank=True, max_length=30, verbose_name="version du texte accepté"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="reçue le")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmée le")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="annulée le")),
                (
                    "cancelled_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "la personne inscrite"),
                            ("organiser", "l’organisation"),
                            ("moderator", "une personne qui modère"),
                            ("meeting", "l’annulation de la rencontre"),
                        ],
                        max_length=9,
                        verbose_name="annulée par",
                    ),
                ),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="rappelée le")),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="registrations",
                        to="events.event",
                        verbose_name="rencontre",
                    ),
                ),
                (
                    "occurrence",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="registrations",
                        to="events.occurrence",
                        verbose_name="date",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="registrations",
                        to="contributors.contributor",
                    ),
                ),
            ],
            options={
                "verbose_name": "inscription",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["occurrence", "state", "confirmed_at"], name="registration_of_date"),
                    models.Index(fields=["event", "ends_at"], name="registration_of_event"),
                    models.Index(
                        condition=models.Q(("reminded_at", None), ("state", "confirmed")),
                        fields=["starts_at"],
                        name="registration_to_remind",
                    ),
                    models.Index(fields=["ends_at"], name="registration_to_purge"),
                    models.Index(
                        condition=models.Q(("state", "to_confirm")),
                        fields=["created_at"],
                        name="registration_unconfirmed",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["to_confirm", "confirmed", "waiting", "cancelled"])
                        ),
                        name="registration_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("people__gte", 1), ("people__lte", 5)),
                        name="registration_people_bound",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["confirmed", "waiting"]), _negated=True),
                            ("confirmed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="registration_confirmed_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancelled_at__isnull", False),
                                ("state", "cancelled"),
                                ("cancelled_by__in", ["person", "organiser", "moderator", "meeting"]),
                            ),
                            models.Q(
                                models.Q(("state", "cancelled"), _negated=True),
                                ("cancelled_at", None),
                                ("cancelled_by", ""),
                            ),
                            _connector="OR",
                        ),
                        name="registration_cancelled_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["to_confirm", "confirmed", "waiting"])),
                        fields=("occurrence", "person"),
                        name="registration_once",
                    ),
                ],
            },
        ),
        *watched("events_registering"),
        migrations.RunSQL(SEATS, NO_SEATS),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
