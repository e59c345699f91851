"""Analyses, and who may moderate them."""

from importlib import import_module

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models

import initiatives.models.actor
import initiatives.models.call_set
import places.folding

watched = import_module("moderation.migrations.0003_change").watched
RIGHTS = ("view", "add", "change")


def give_rights(apps, schema_editor):
    """Give the rights to groups that may change initiatives; Django gives rights their rows after all migrations."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model="article"
    )
    groups = apps.get_model("auth", "Group").objects.filter(permissions__codename="change_initiative")
    for action in RIGHTS:
        right, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_article",
            defaults={"name": f"Can {action} article"},
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
        ("events", "0002_cascade"),
        ("initiatives", "0021_territory_ground"),
        ("photos", "0001_models"),
    ]

    operations = [
        migrations.CreateModel(
            name="Article",
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
                ("title", models.CharField(max_length=150, verbose_name="titre")),
                (
                    "slug",
                    models.SlugField(
                        blank=True, max_length=100, unique=True, verbose_name="adresse de la page"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("retour", "Retour d’expérience"),
                            ("portrait", "Portrait"),
                            ("methode", "Méthode"),
                            ("analyse", "Analyse"),
                            ("compte-rendu", "Compte rendu de rencontre"),
                        ],
                        max_length=12,
                        verbose_name="sorte",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        max_length=280,
                        validators=[django.core.validators.MaxLengthValidator(280)],
                        verbose_name="résumé",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="Texte en Markdown\xa0: titres, listes, liens.",
                        max_length=40000,
                        validators=[django.core.validators.MaxLengthValidator(40000)],
                        verbose_name="texte",
                    ),
                ),
                ("signed_by", models.CharField(blank=True, max_length=200, verbose_name="signée")),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("CC BY-SA 4.0", "CC BY-SA 4.0"),
                            ("CC BY 4.0", "CC BY 4.0"),
                            ("Licence Ouverte 2.0", "Licence Ouverte 2.0"),
                        ],
                        default="CC BY-SA 4.0",
                        max_length=20,
                        verbose_name="licence",
                    ),
                ),
                (
                    "territory",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[initiatives.models.actor.check_territory],
                        verbose_name="territoire",
                    ),
                ),
                (
                    "is_open",
                    models.BooleanField(
                        default=False, verbose_name="page ouverte, que chacun peut améliorer"
                    ),
                ),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, editable=False, size=None
                    ),
                ),
                (
                    "authors",
                    models.ManyToManyField(
                        blank=True,
                        related_name="articles",
                        to="initiatives.actor",
                        verbose_name="écrite par (acteurs)",
                    ),
                ),
                (
                    "events",
                    models.ManyToManyField(
                        blank=True,
                        related_name="articles",
                        to="events.event",
                        verbose_name="rencontres dont elle rend compte",
                    ),
                ),
                (
                    "initiatives",
                    models.ManyToManyField(
                        blank=True,
                        related_name="articles",
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
                        to="articles.article",
                        verbose_name="fusionnée dans",
                    ),
                ),
                ("photos", models.ManyToManyField(blank=True, related_name="+", to="photos.photo")),
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
                        blank=True, related_name="articles", to="initiatives.theme", verbose_name="thèmes"
                    ),
                ),
            ],
            options={
                "verbose_name": "analyse",
                "ordering": ["-pk"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["status", "queued_at", "id"], name="article_queue"),
                    django.contrib.postgres.indexes.GinIndex(fields=["keys"], name="article_keys"),
                    django.contrib.postgres.indexes.GinIndex(
                        initiatives.models.call_set.Vector(
                            places.folding.Fold(
                                django.db.models.functions.text.Concat(
                                    "title",
                                    models.Value(" "),
                                    "summary",
                                    models.Value(" "),
                                    "signed_by",
                                    models.Value(" "),
                                    "text",
                                    output_field=models.TextField(),
                                )
                            )
                        ),
                        name="article_words",
                    ),
                    models.Index(
                        condition=models.Q(("status", "published")),
                        fields=["-published_at", "-id"],
                        name="article_newest",
                    ),
                    models.Index(
                        condition=models.Q(("status", "published")),
                        fields=["kind", "-published_at", "-id"],
                        name="article_newest_of_kind",
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
                        name="article_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="article_published_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "pending"), _negated=True),
                            ("queued_at__isnull", False),
                            _connector="OR",
                        ),
                        name="article_pending_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "refused"), _negated=True),
                            models.Q(("refusal_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="article_refused_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("status", "merged")),
                            models.Q(
                                models.Q(("status", "merged"), _negated=True), ("merged_into__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="article_merged_has_target",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["retour", "portrait", "methode", "analyse", "compte-rendu"])
                        ),
                        name="article_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="article_has_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("licence__in", ["CC BY-SA 4.0", "CC BY 4.0", "Licence Ouverte 2.0"])
                        ),
                        name="article_licence_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_open", False), ("kind", "methode"), _connector="OR"),
                        name="article_open_is_method",
                    ),
                ],
            },
        ),
        *watched(
            "articles_article",
            "articles_article_photos",
            "articles_article_authors",
            "articles_article_initiatives",
            "articles_article_events",
            "articles_article_themes",
        ),
        # Foreign keys that Django adds wait for the end of a migration: theirs are there in the next one.
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
