"""Subscriptions, mailing lists and what was sent to both; the group « Modération » sends letters to lists."""

from importlib import import_module

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import newsletter.models.subscription

watched = import_module("moderation.migrations.0003_change").watched

RIGHTS = {"mailinglist": ("view",), "issue": ("view", "change")}


def give_rights(apps, schema_editor):
    """Give the rights to groups that may change initiatives; Django gives rights their rows after all migrations."""
    groups = apps.get_model("auth", "Group").objects.filter(permissions__codename="change_initiative")
    for model, actions in RIGHTS.items():
        content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="newsletter", model=model
        )
        for action in actions:
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
        ("initiatives", "0023_published"),
        ("moderation", "0003_change"),
        ("contributors", "0010_letter"),
        ("outbox", "0004_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MailingList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "territories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="territoires",
                    ),
                ),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="thèmes",
                    ),
                ),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="rubriques",
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("weekly", "chaque semaine"), ("monthly", "chaque mois")],
                        default="weekly",
                        max_length=7,
                        verbose_name="rythme",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                ("address", models.EmailField(max_length=254, verbose_name="adresse de la liste")),
                (
                    "is_automatic",
                    models.BooleanField(
                        default=False,
                        help_text="La lettre part toute seule vers la liste, le lendemain de la période. Sinon une personne de l’équipe la relit, et l’envoie elle-même.",
                        verbose_name="envoi automatique",
                    ),
                ),
                (
                    "prefix",
                    models.CharField(
                        blank=True,
                        help_text="Par exemple [territoires].",
                        max_length=60,
                        verbose_name="début de l’objet",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("fr", "français"),
                            ("br", "breton"),
                            ("oc", "occitan"),
                            ("eu", "basque"),
                            ("co", "corse"),
                            ("ca", "catalan"),
                            ("gsw", "alsacien"),
                            ("en", "anglais"),
                        ],
                        default="fr",
                        max_length=3,
                        verbose_name="langue de l’introduction",
                    ),
                ),
                ("is_open", models.BooleanField(default=True, verbose_name="en service")),
            ],
            options={
                "verbose_name": "liste de diffusion",
                "verbose_name_plural": "listes de diffusion",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rhythm__in", ["weekly", "monthly"])),
                        name="mailing_list_rhythm_known",
                    ),
                    models.UniqueConstraint(fields=("name",), name="mailing_list_name_unique"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "territories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="territoires",
                    ),
                ),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="thèmes",
                    ),
                ),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="rubriques",
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("weekly", "chaque semaine"), ("monthly", "chaque mois")],
                        default="weekly",
                        max_length=7,
                        verbose_name="rythme",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=newsletter.models.subscription.new_key,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "à confirmer"),
                            ("active", "en cours"),
                            ("paused", "en pause"),
                            ("stopped", "arrêté, l’adresse ne répond plus"),
                        ],
                        default="unconfirmed",
                        max_length=11,
                        verbose_name="état",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="demandé le")),
                ("active_since", models.DateTimeField(blank=True, null=True, verbose_name="en cours depuis")),
                ("heard_at", models.DateTimeField(blank=True, null=True, verbose_name="dernier signe")),
                ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="question posée le")),
                (
                    "contributor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscription",
                        to="contributors.contributor",
                        verbose_name="personne",
                    ),
                ),
            ],
            options={
                "verbose_name": "abonnement à la lettre",
                "verbose_name_plural": "abonnements à la lettre",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rhythm", models.CharField(max_length=7, verbose_name="rythme")),
                ("start", models.DateField(verbose_name="premier jour")),
                ("is_empty", models.BooleanField(default=False, verbose_name="rien à dire")),
                ("refused_at", models.DateTimeField(blank=True, null=True, verbose_name="refusée le")),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="le")),
                (
                    "message",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="delivery",
                        to="outbox.message",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="newsletter.subscription",
                    ),
                ),
            ],
            options={
                "verbose_name": "envoi",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Issue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rhythm", models.CharField(max_length=7, verbose_name="rythme")),
                ("start", models.DateField(verbose_name="premier jour")),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="Quelques mots au-dessus des nouvelles. Texte simple.",
                        max_length=3000,
                        verbose_name="introduction",
                    ),
                ),
                ("contents", models.JSONField(blank=True, default=dict, verbose_name="contenu")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="année")),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="numéro")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="envoyée le")),
                (
                    "message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="outbox.message",
                        verbose_name="courriel",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
                (
                    "mailing_list",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues",
                        to="newsletter.mailinglist",
                        verbose_name="liste de diffusion",
                    ),
                ),
            ],
            options={
                "verbose_name": "lettre à une liste",
                "verbose_name_plural": "lettres aux listes",
                "ordering": ["-start", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("mailing_list", "rhythm", "start"), name="issue_once"),
                    models.UniqueConstraint(fields=("year", "number"), name="issue_number_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", None), ("sent_at", None), ("year", None)),
                            models.Q(("number__gte", 1), ("sent_at__isnull", False), ("year__isnull", False)),
                            _connector="OR",
                        ),
                        name="issue_sent_has_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rhythm__in", ["weekly", "monthly"])), name="issue_rhythm_known"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(
                condition=models.Q(("state", "active")),
                fields=["rhythm", "territories", "themes", "kinds", "id"],
                name="subscription_same_choice",
            ),
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(
                condition=models.Q(("state", "unconfirmed")),
                fields=["created_at"],
                name="subscription_unconfirmed",
            ),
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(fields=["heard_at"], name="subscription_silent"),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("active_since", None), ("heard_at", None), ("state", "unconfirmed")),
                    models.Q(
                        ("active_since__isnull", False),
                        ("heard_at__isnull", False),
                        ("state__in", ["active", "paused", "stopped"]),
                    ),
                    _connector="OR",
                ),
                name="subscription_state_has_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("rhythm__in", ["weekly", "monthly"])), name="subscription_rhythm_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("territories__len__lte", 5)), name="subscription_few_territories"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                fields=("subscription", "rhythm", "start"), name="delivery_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("rhythm__in", ["weekly", "monthly"])), name="delivery_rhythm_known"
            ),
        ),
        *watched("newsletter_issue", "newsletter_mailinglist"),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
