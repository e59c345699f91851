"""Feeds of partners and their articles, and who may moderate them."""

from importlib import import_module

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

watched = import_module("moderation.migrations.0003_change").watched
RIGHTS = {"partnerfeed": ("view", "add", "change", "delete"), "feedentry": ("view", "change")}

# Pages name the feed; each visit writes the other columns, and changes nothing that is public.
NAMED = """
CREATE TRIGGER moderation_changed AFTER INSERT OR DELETE OR UPDATE OF name, site_url ON articles_partnerfeed
    FOR EACH STATEMENT EXECUTE FUNCTION moderation_changed();
"""


def give_rights(apps, schema_editor):
    """Give the rights to groups that may change initiatives; Django gives rights their rows after all migrations."""
    groups = apps.get_model("auth", "Group").objects.filter(permissions__codename="change_initiative")
    for model, actions in RIGHTS.items():
        content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="articles", model=model
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
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("articles", "0002_cascade"),
        ("moderation", "0003_change"),
        ("initiatives", "0021_territory_ground"),
    ]

    operations = [
        migrations.CreateModel(
            name="PartnerFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="nom du site")),
                ("site_url", models.URLField(max_length=500, verbose_name="adresse du site")),
                ("feed_url", models.URLField(max_length=500, unique=True, verbose_name="adresse du flux")),
                ("territory", models.CharField(blank=True, max_length=40, verbose_name="territoire")),
                (
                    "holders",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, editable=False, size=None
                    ),
                ),
                ("is_trusted", models.BooleanField(default=False, verbose_name="de confiance")),
                ("is_active", models.BooleanField(default=True, verbose_name="lu régulièrement")),
                ("consent_note", models.TextField(max_length=1000, verbose_name="accord du partenaire")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="ajouté le")),
                (
                    "next_visit_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="prochaine lecture"
                    ),
                ),
                (
                    "visited_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="dernière lecture"),
                ),
                (
                    "succeeded_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="dernière lecture réussie"),
                ),
                (
                    "failing_since",
                    models.DateTimeField(editable=False, null=True, verbose_name="en panne depuis"),
                ),
                (
                    "failures",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="échecs de suite"),
                ),
                (
                    "last_error",
                    models.CharField(
                        blank=True, editable=False, max_length=500, verbose_name="dernière erreur"
                    ),
                ),
                (
                    "gone_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="supprimé par le site le"),
                ),
                ("etag", models.CharField(blank=True, editable=False, max_length=200)),
                ("last_modified", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "themes",
                    models.ManyToManyField(
                        blank=True,
                        related_name="partner_feeds",
                        to="initiatives.theme",
                        verbose_name="thèmes",
                    ),
                ),
            ],
            options={
                "verbose_name": "flux d’un partenaire",
                "verbose_name_plural": "flux des partenaires",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="FeedEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "à regarder"), ("shown", "montré"), ("hidden", "caché")],
                        default="waiting",
                        max_length=7,
                        verbose_name="état",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="titre")),
                ("link", models.URLField(max_length=1000, verbose_name="adresse")),
                ("excerpt", models.CharField(blank=True, max_length=300, verbose_name="extrait")),
                ("published_at", models.DateTimeField(verbose_name="paru le")),
                ("seen_at", models.DateTimeField(auto_now_add=True, verbose_name="vu le")),
                ("guid", models.CharField(editable=False, max_length=64)),
                ("link_key", models.CharField(editable=False, max_length=64, unique=True)),
                ("territory", models.CharField(blank=True, max_length=40, verbose_name="territoire")),
                (
                    "holders",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, editable=False, size=None
                    ),
                ),
                (
                    "initiatives",
                    models.ManyToManyField(
                        blank=True,
                        related_name="feed_entries",
                        to="initiatives.initiative",
                        verbose_name="initiatives",
                    ),
                ),
                (
                    "themes",
                    models.ManyToManyField(
                        blank=True, related_name="feed_entries", to="initiatives.theme", verbose_name="thèmes"
                    ),
                ),
                (
                    "feed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="articles.partnerfeed",
                        verbose_name="site",
                    ),
                ),
            ],
            options={
                "verbose_name": "article d’un partenaire",
                "verbose_name_plural": "articles des partenaires",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddIndex(
            model_name="partnerfeed",
            index=models.Index(
                condition=models.Q(("is_active", True)), fields=["next_visit_at"], name="partnerfeed_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="partnerfeed",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="partnerfeed_has_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="partnerfeed",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("failing_since__isnull", True), ("failures", 0)),
                    models.Q(("failing_since__isnull", False), ("failures__gt", 0)),
                    _connector="OR",
                ),
                name="partnerfeed_failing_has_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="partnerfeed",
            constraint=models.CheckConstraint(
                condition=models.Q(("gone_at__isnull", True), ("is_active", False), _connector="OR"),
                name="partnerfeed_gone_is_not_read",
            ),
        ),
        migrations.AddIndex(
            model_name="feedentry",
            index=models.Index(
                condition=models.Q(("state", "shown")),
                fields=["-published_at", "-id"],
                name="feedentry_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="feedentry",
            index=models.Index(
                condition=models.Q(("state", "shown")),
                fields=["feed", "-published_at", "-id"],
                name="feedentry_of_feed",
            ),
        ),
        migrations.AddIndex(
            model_name="feedentry",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["seen_at"], name="feedentry_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="feedentry",
            index=django.contrib.postgres.indexes.GinIndex(fields=["holders"], name="feedentry_holders"),
        ),
        migrations.AddConstraint(
            model_name="feedentry",
            constraint=models.UniqueConstraint(fields=("feed", "guid"), name="feedentry_once"),
        ),
        migrations.AddConstraint(
            model_name="feedentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True), models.Q(("link", ""), _negated=True)
                ),
                name="feedentry_leads_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="feedentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "shown", "hidden"])),
                name="feedentry_state_known",
            ),
        ),
        migrations.RunSQL(NAMED, "DROP TRIGGER moderation_changed ON articles_partnerfeed"),
        *watched(
            "articles_feedentry",
            "articles_feedentry_themes",
            "articles_feedentry_initiatives",
        ),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
