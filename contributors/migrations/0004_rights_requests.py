"""The register of requests about personal data."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contributors", "0003_proposal_links"),
    ]

    operations = [
        migrations.CreateModel(
            name="RightsRequest",
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
                            ("access", "accès ou copie des données"),
                            ("rectification", "rectification"),
                            ("erasure", "effacement"),
                            ("objection", "opposition ou limitation"),
                        ],
                        max_length=14,
                        verbose_name="demande",
                    ),
                ),
                (
                    "received_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="reçue le"),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("mail", "courriel"),
                            ("phone", "téléphone"),
                            ("post", "courrier"),
                            ("meeting", "de vive voix"),
                            ("site", "le site, par la personne elle-même"),
                        ],
                        max_length=8,
                        verbose_name="reçue par",
                    ),
                ),
                (
                    "person",
                    models.CharField(
                        blank=True,
                        help_text="Nom ou adresse, pour répondre. Effacé six mois après la clôture, et dès la clôture s’il s’agit d’un effacement.",
                        max_length=200,
                        verbose_name="de la part de",
                    ),
                ),
                (
                    "done",
                    models.TextField(
                        blank=True,
                        help_text="Sans nommer la personne\xa0: ce texte est gardé cinq ans.",
                        max_length=2000,
                        verbose_name="ce qui a été fait",
                    ),
                ),
                (
                    "closed_on",
                    models.DateField(blank=True, db_index=True, null=True, verbose_name="close le"),
                ),
            ],
            options={
                "verbose_name": "demande sur des données personnelles",
                "verbose_name_plural": "demandes sur des données personnelles",
                "ordering": ["-received_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["access", "rectification", "erasure", "objection"])),
                        name="rights_request_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["mail", "phone", "post", "meeting", "site"])),
                        name="rights_request_way_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None),
                            models.Q(
                                ("closed_on__gte", models.F("received_on")),
                                models.Q(("done", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rights_request_closed_says_what_was_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", False), ("kind", "erasure"), _negated=True),
                            ("person", ""),
                            _connector="OR",
                        ),
                        name="rights_request_erased_names_nobody",
                    ),
                ],
            },
        ),
    ]
