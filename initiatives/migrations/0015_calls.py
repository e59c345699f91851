"""Calls for participation, and what lists find initiatives by: the kinds of their open calls."""

from importlib import import_module
from pathlib import Path

import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models

import initiatives.models.call_set
import places.folding

SQL = (Path(__file__).parent / "sql" / "0015_calls.sql").read_text()
watched = import_module("moderation.migrations.0003_change").watched
RIGHTS = ("view", "add", "change")

# What calls add to functions that other migrations have made, and may make again: words of them, and what they become.
REFRESH = (
    (
        "initiatives_refresh(bigint[], int)",
        "coalesce(ac.keys, '{}')",
        "coalesce(ac.keys, '{}') || coalesce(ca.keys, '{}')",
    ),
    (
        "initiatives_refresh(bigint[], int)",
        "'photo', ph.photo",
        "'photo', ph.photo, 'calls', coalesce(ca.kinds, '[]')",
    ),
    (
        "initiatives_refresh(bigint[], int)",
        "LEFT JOIN territories te USING (id)",
        "LEFT JOIN territories te USING (id) LEFT JOIN initiatives_call_keys(ids) AS ca USING (id)",
    ),
    (
        "initiatives_rebuild(int, int)",
        "WHEN key = 'verifiee' THEN 1",
        "WHEN key = 'verifiee' OR starts_with(key, 'appel:') THEN 1",
    ),
    ("initiatives_rebuild(int, int)", "'echelle', 'verifiee')", "'echelle', 'verifiee', 'appel')"),
)


def extend_functions(apps, schema_editor):
    """Say the functions again as they are, with what calls add: whichever migration made them last."""
    with schema_editor.connection.cursor() as cursor:
        for name, words, more in REFRESH:
            cursor.execute("SELECT pg_get_functiondef(%s::regprocedure)", [name])
            (definition,) = cursor.fetchone()
            if definition.count(words) != 1:
                raise RuntimeError(f"{name} does not say {words!r} once: calls cannot be added to it.")
            cursor.execute(definition.replace(words, more))


def give_rights(apps, schema_editor):
    """Give the rights to groups that may change initiatives; Django gives rights their rows after all migrations."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="initiatives", model="call"
    )
    groups = apps.get_model("auth", "Group").objects.filter(permissions__codename="change_initiative")
    for action in RIGHTS:
        right, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=f"{action}_call", defaults={"name": f"Can {action} call"}
        )
        for group in groups:
            group.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("contributors", "0007_purposes"),
        ("initiatives", "0014_agreements"),
        ("moderation", "0014_coordination"),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("personnes", "Des personnes"),
                            ("competences", "Des compétences"),
                            ("lieu", "Un lieu"),
                            ("materiel", "Du matériel"),
                            ("argent", "De l’argent"),
                            ("temoignages", "Des témoignages"),
                        ],
                        max_length=12,
                        verbose_name="ce qui est cherché",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="titre")),
                ("slug", models.SlugField(blank=True, max_length=100, unique=True, verbose_name="adresse")),
                (
                    "text",
                    models.TextField(
                        help_text="Texte en Markdown\xa0: titres, listes, liens.",
                        max_length=2000,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="texte",
                    ),
                ),
                ("until", models.DateField(help_text="Le dernier jour compris.", verbose_name="jusqu’au")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="lien pour répondre")),
                (
                    "ended_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="terminé le"),
                ),
                ("is_found", models.BooleanField(default=False, editable=False, verbose_name="trouvé")),
                ("outcome", models.CharField(blank=True, max_length=280, verbose_name="ce qui a été trouvé")),
                (
                    "end_told_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="fin annoncée le"
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calls",
                        to="initiatives.initiative",
                        verbose_name="initiative",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="initiatives.call",
                        verbose_name="fusionnée dans",
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
            ],
            options={
                "verbose_name": "appel",
                "ordering": ["-pk"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["status", "queued_at", "id"], name="call_queue"),
                    models.Index(
                        condition=models.Q(("status", "published")),
                        fields=["until", "id"],
                        name="call_ending_soonest",
                    ),
                    models.Index(
                        condition=models.Q(("status", "published")),
                        fields=["-published_at", "-id"],
                        name="call_newest",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        initiatives.models.call_set.Vector(
                            places.folding.Fold(
                                django.db.models.functions.text.Concat(
                                    "title", models.Value(" "), "text", output_field=models.TextField()
                                )
                            )
                        ),
                        name="call_words",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "unconfirmed",
                                    "pending",
                                    "published",
                                    "refused",
                                    "archived",
                                    "withdrawn",
                                    "merged",
                                ],
                            )
                        ),
                        name="call_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="call_published_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "pending"), _negated=True),
                            ("queued_at__isnull", False),
                            _connector="OR",
                        ),
                        name="call_pending_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "refused"), _negated=True),
                            models.Q(("refusal_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="call_refused_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("status", "merged")),
                            models.Q(
                                models.Q(("status", "merged"), _negated=True), ("merged_into__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="call_merged_has_target",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["personnes", "competences", "lieu", "materiel", "argent", "temoignages"],
                            )
                        ),
                        name="call_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="call_has_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), ("status", "archived"), _connector="OR"
                        ),
                        name="call_ended_is_archived",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_found", False), ("ended_on__isnull", False), _connector="OR"),
                        name="call_found_has_ended",
                    ),
                ],
            },
        ),
        *watched("initiatives_call"),
        migrations.RunSQL(SQL),
        migrations.RunPython(extend_functions),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
