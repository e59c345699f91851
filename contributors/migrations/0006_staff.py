"""Staff accounts: invitations, recovery codes, the log of sensitive acts."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contributors", "0005_mailed_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                ("email", models.EmailField(max_length=254, verbose_name="adresse électronique")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("sent_at", models.DateTimeField(verbose_name="envoyée le")),
                ("expires_at", models.DateTimeField(db_index=True, verbose_name="expire le")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="acceptée le")),
                ("groups", models.ManyToManyField(related_name="+", to="auth.group", verbose_name="groupes")),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="de la part de",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("accepted_at", None)),
                        name="invitation_waiting_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("sent_at"))),
                        name="invitation_expires_after_sending",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code_hash", models.CharField(max_length=64)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recovery_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "code de secours",
                "verbose_name_plural": "codes de secours",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "code_hash"), name="recovery_code_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="SensitiveAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("log_in", "connexion"),
                            ("failed_log_in", "mot de passe refusé"),
                            ("locked", "connexion bloquée"),
                            ("failed_code", "code refusé"),
                            ("recovery_code", "code de secours utilisé"),
                            ("second_factor", "second facteur changé"),
                            ("invitation", "invitation"),
                            ("password", "mot de passe changé"),
                            ("account", "compte ou droits changés"),
                            ("group", "groupe changé"),
                            ("erasure", "effacement"),
                            ("export", "données personnelles remises"),
                        ],
                        max_length=20,
                        verbose_name="acte",
                    ),
                ),
                ("who", models.CharField(blank=True, max_length=150, verbose_name="par")),
                ("about", models.CharField(blank=True, max_length=200, verbose_name="au sujet de")),
                ("detail", models.CharField(blank=True, max_length=500, verbose_name="précision")),
                (
                    "at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="le"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte",
                    ),
                ),
            ],
            options={
                "verbose_name": "acte sensible",
                "verbose_name_plural": "actes sensibles",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["kind", "-id"], name="sensitive_act_kind"),
                    models.Index(fields=["about", "-id"], name="sensitive_act_about"),
                    models.Index(fields=["who", "-id"], name="sensitive_act_who"),
                ],
            },
        ),
    ]
