"""Meetings, each of their times, and who may moderate them."""

from importlib import import_module

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models

import initiatives.models.call_set
import places.folding

watched = import_module("moderation.migrations.0003_change").watched
RIGHTS = ("view", "add", "change")


def give_rights(apps, schema_editor):
    """Give the rights to groups that may change initiatives; Django gives rights their rows after all migrations."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="events", model="event"
    )
    groups = apps.get_model("auth", "Group").objects.filter(permissions__codename="change_initiative")
    for action in RIGHTS:
        right, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=f"{action}_event", defaults={"name": f"Can {action} event"}
        )
        for group in groups:
            group.permissions.add(right)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("moderation", "0014_coordination"),
        ("contributors", "0008_bans"),
        ("initiatives", "0021_territory_ground"),
        ("places", "0002_commune_key"),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
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
                        default="unconfirmed",
                        max_length=12,
                        verbose_name="statut",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="créée le"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="modifiée le"
                    ),
                ),
                (
                    "queued_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="en attente depuis"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="publiée le"),
                ),
                (
                    "question_asked_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="question posée le"
                    ),
                ),
                (
                    "refusal_reason",
                    models.TextField(blank=True, max_length=2000, verbose_name="motif du refus"),
                ),
                ("verified_at", models.DateField(blank=True, null=True, verbose_name="vérifiée le")),
                (
                    "reminders",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="rappels"),
                ),
                (
                    "reminded_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="dernier rappel"
                    ),
                ),
                ("is_example", models.BooleanField(default=False, verbose_name="exemple de démonstration")),
                ("title", models.CharField(max_length=120, verbose_name="titre")),
                (
                    "slug",
                    models.SlugField(
                        blank=True, max_length=100, unique=True, verbose_name="adresse de la page"
                    ),
                ),
                ("summary", models.TextField(max_length=280, verbose_name="résumé")),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        max_length=10000,
                        validators=[django.core.validators.MaxLengthValidator(10000)],
                        verbose_name="description",
                    ),
                ),
                ("day", models.DateField(verbose_name="jour")),
                ("starts", models.TimeField(verbose_name="début")),
                ("end_day", models.DateField(verbose_name="jour de la fin")),
                ("ends", models.TimeField(verbose_name="fin")),
                (
                    "time_zone",
                    models.CharField(
                        choices=[
                            ("Europe/Paris", "Heure de Paris (Hexagone, Corse)"),
                            ("America/Guadeloupe", "Guadeloupe, Saint-Martin, Saint-Barthélemy"),
                            ("America/Martinique", "Martinique"),
                            ("America/Cayenne", "Guyane"),
                            ("Indian/Reunion", "La Réunion"),
                            ("Indian/Mayotte", "Mayotte"),
                            ("America/Miquelon", "Saint-Pierre-et-Miquelon"),
                            ("Pacific/Noumea", "Nouvelle-Calédonie"),
                            ("Pacific/Wallis", "Wallis-et-Futuna"),
                            ("Pacific/Tahiti", "Polynésie\xa0: îles de la Société, Tuamotu, Australes"),
                            ("Pacific/Marquesas", "Polynésie\xa0: îles Marquises"),
                            ("Pacific/Gambier", "Polynésie\xa0: îles Gambier"),
                        ],
                        default="Europe/Paris",
                        max_length=32,
                        verbose_name="fuseau horaire",
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("une-fois", "Une seule fois"),
                            ("semaine", "Chaque semaine, le même jour"),
                            ("quinzaine", "Toutes les deux semaines, le même jour"),
                            ("mois-jour", "Chaque mois, le même jour de la semaine (le 2e mardi)"),
                            ("mois-date", "Chaque mois, à la même date (le 15)"),
                        ],
                        default="une-fois",
                        max_length=9,
                        verbose_name="rythme",
                    ),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="se répète jusqu’au")),
                (
                    "times",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(104),
                        ],
                        verbose_name="nombre de fois",
                    ),
                ),
                (
                    "cancelled_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(),
                        blank=True,
                        default=list,
                        size=104,
                        verbose_name="dates annulées",
                    ),
                ),
                ("venue", models.CharField(blank=True, max_length=200, verbose_name="lieu")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="adresse")),
                (
                    "latitude",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-85),
                            django.core.validators.MaxValueValidator(85),
                        ],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="longitude",
                    ),
                ),
                (
                    "online_url",
                    models.URLField(blank=True, max_length=500, verbose_name="lien pour participer en ligne"),
                ),
                ("organised_by", models.CharField(blank=True, max_length=200, verbose_name="organisée par")),
                (
                    "link",
                    models.URLField(blank=True, max_length=500, verbose_name="lien pour en savoir plus"),
                ),
                ("price", models.CharField(blank=True, max_length=200, verbose_name="prix")),
                ("access", models.CharField(blank=True, max_length=200, verbose_name="accessibilité")),
                ("is_cancelled", models.BooleanField(default=False, editable=False, verbose_name="annulée")),
                ("over_at", models.DateTimeField(editable=False, null=True, verbose_name="finie le")),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, editable=False, size=None
                    ),
                ),
                ("near_latitude", models.FloatField(editable=False, null=True)),
                ("near_longitude", models.FloatField(editable=False, null=True)),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                ("said", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="places.commune",
                        verbose_name="commune",
                    ),
                ),
                (
                    "initiatives",
                    models.ManyToManyField(
                        blank=True,
                        related_name="events",
                        to="initiatives.initiative",
                        verbose_name="initiatives présentées",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="events.event",
                        verbose_name="fusionnée dans",
                    ),
                ),
                (
                    "organisers",
                    models.ManyToManyField(
                        blank=True,
                        related_name="events",
                        to="initiatives.actor",
                        verbose_name="acteurs qui organisent",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)s_sheets",
                        to="contributors.contributor",
                        verbose_name="proposée par",
                    ),
                ),
                (
                    "themes",
                    models.ManyToManyField(
                        blank=True, related_name="events", to="initiatives.theme", verbose_name="thèmes"
                    ),
                ),
            ],
            options={
                "verbose_name": "rencontre",
                "ordering": ["-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="jour")),
                ("starts_at", models.DateTimeField(verbose_name="début")),
                ("ends_at", models.DateTimeField(verbose_name="fin")),
                ("is_cancelled", models.BooleanField(default=False, verbose_name="annulée")),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="occurrences",
                        to="events.event",
                    ),
                ),
            ],
            options={
                "verbose_name": "date",
                "ordering": ["starts_at", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["status", "queued_at", "id"], name="event_queue"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=django.contrib.postgres.indexes.GinIndex(fields=["keys"], name="event_keys"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=django.contrib.postgres.indexes.GinIndex(
                initiatives.models.call_set.Vector(
                    places.folding.Fold(
                        django.db.models.functions.text.Concat(
                            "title",
                            models.Value(" "),
                            "summary",
                            models.Value(" "),
                            "description",
                            output_field=models.TextField(),
                        )
                    )
                ),
                name="event_words",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("status", "published")),
                fields=["near_latitude", "near_longitude"],
                name="event_near",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["unconfirmed", "pending", "published", "refused", "archived", "withdrawn", "merged"],
                    )
                ),
                name="event_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "published"), _negated=True),
                    ("published_at__isnull", False),
                    _connector="OR",
                ),
                name="event_published_has_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "pending"), _negated=True),
                    ("queued_at__isnull", False),
                    _connector="OR",
                ),
                name="event_pending_has_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "refused"), _negated=True),
                    models.Q(("refusal_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="event_refused_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", False), ("status", "merged")),
                    models.Q(models.Q(("status", "merged"), _negated=True), ("merged_into__isnull", True)),
                    _connector="OR",
                ),
                name="event_merged_has_target",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="event_has_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rhythm__in", ["une-fois", "semaine", "quinzaine", "mois-jour", "mois-date"])
                ),
                name="event_rhythm_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "time_zone__in",
                        [
                            "Europe/Paris",
                            "America/Guadeloupe",
                            "America/Martinique",
                            "America/Cayenne",
                            "Indian/Reunion",
                            "Indian/Mayotte",
                            "America/Miquelon",
                            "Pacific/Noumea",
                            "Pacific/Wallis",
                            "Pacific/Tahiti",
                            "Pacific/Marquesas",
                            "Pacific/Gambier",
                        ],
                    )
                ),
                name="event_zone_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end_day__gt", models.F("day")),
                    models.Q(("end_day", models.F("day")), ("ends__gt", models.F("starts"))),
                    _connector="OR",
                ),
                name="event_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("commune__isnull", False), models.Q(("online_url", ""), _negated=True), _connector="OR"
                ),
                name="event_is_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(
                        ("commune__isnull", False), ("latitude__isnull", False), ("longitude__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="event_point_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("times__isnull", True), ("times__range", (1, 104)), _connector="OR"),
                name="event_times_bounded",
            ),
        ),
        migrations.AddIndex(
            model_name="occurrence",
            index=models.Index(fields=["starts_at", "id"], name="occurrence_next"),
        ),
        migrations.AddIndex(
            model_name="occurrence",
            index=models.Index(fields=["event", "starts_at"], name="occurrence_of_event"),
        ),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("event", "day"),
                name="occurrence_once_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="occurrence_ends_after"
            ),
        ),
        *watched(
            "events_event",
            "events_occurrence",
            "events_event_organisers",
            "events_event_initiatives",
            "events_event_themes",
        ),
        # Foreign keys that Django adds wait for the end of a migration: theirs are there in the next one.
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
