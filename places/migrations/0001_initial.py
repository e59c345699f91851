import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models

import places.folding
import places.lookup

# Everything is schema-qualified, because a dump is restored with an empty search path. Characters that separate words
# are listed by block: PostgreSQL's own classes depend on the locale of the database. Accents may come as separate
# characters (decomposed Unicode), which `unaccent` leaves alone before PostgreSQL 17: they go first.
FOLD = r"""
CREATE FUNCTION public.fold(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace(
    lower(public.unaccent('public.unaccent'::regdictionary, regexp_replace($1, '[\u0300-\u036f]+', '', 'g'))),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u02b0-\u02ff\u2000-\u206f\u20a0-\u20cf'
    '\u2190-\u2bff\u3000-\u303f\ufe00-\ufe0f\uff01-\uff0f\U0001f000-\U0001faff]+',
    ' ', 'g'
));
"""

# A vector made of plain words: the text search parser would take « 3e » or « 2a004 » apart. Immutable in truth, since
# `array_to_string` depends on settings only for types other than text. The cost keeps the planner to the index.
COMMUNE_WORDS = """
CREATE FUNCTION public.commune_words(name varchar, former_names varchar[], code varchar, postcodes varchar[])
RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
RETURN array_to_tsvector(string_to_array(
    public.fold(concat_ws(
        ' ', name, array_to_string(former_names, ' '), code, array_to_string(postcodes, ' ')
    )),
    ' '
));
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGinExtension(),
        migrations.RunSQL(FOLD, "DROP FUNCTION public.fold(text)"),
        migrations.RunSQL(
            COMMUNE_WORDS,
            "DROP FUNCTION public.commune_words(varchar, varchar[], varchar, varchar[])",
        ),
        migrations.CreateModel(
            name="Department",
            fields=[
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                (
                    "key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=places.folding.Fold("name"),
                        output_field=models.TextField(),
                        verbose_name="clé de tri",
                    ),
                ),
                ("code", models.CharField(max_length=3, primary_key=True, serialize=False)),
                ("outline", models.JSONField(blank=True, null=True, verbose_name="contour")),
                ("latitude", models.FloatField(blank=True, null=True)),
                ("longitude", models.FloatField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "département",
                "ordering": ["key"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="titre")),
                ("digest", models.CharField(max_length=64, verbose_name="empreinte")),
                ("official", models.BooleanField(verbose_name="chiffres officiels")),
                ("loaded_at", models.DateTimeField(auto_now_add=True, verbose_name="chargée le")),
            ],
            options={
                "verbose_name": "édition du répertoire des lieux",
                "verbose_name_plural": "éditions du répertoire des lieux",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                (
                    "key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=places.folding.Fold("name"),
                        output_field=models.TextField(),
                        verbose_name="clé de tri",
                    ),
                ),
                ("code", models.CharField(max_length=3, primary_key=True, serialize=False)),
                ("outline", models.JSONField(blank=True, null=True, verbose_name="contour")),
            ],
            options={
                "verbose_name": "région",
                "ordering": ["key"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Intercommunality",
            fields=[
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                (
                    "key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=places.folding.Fold("name"),
                        output_field=models.TextField(),
                        verbose_name="clé de tri",
                    ),
                ),
                (
                    "code",
                    models.CharField(max_length=9, primary_key=True, serialize=False, verbose_name="SIREN"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("CC", "communauté de communes"),
                            ("CA", "communauté d’agglomération"),
                            ("CU", "communauté urbaine"),
                            ("METRO", "métropole"),
                            ("MET69", "métropole de Lyon"),
                        ],
                        max_length=5,
                        verbose_name="forme",
                    ),
                ),
                ("population", models.PositiveIntegerField(default=0)),
                (
                    "department",
                    models.ForeignKey(
                        help_text="Celui où vivent la plupart de ses habitants.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intercommunalities",
                        to="places.department",
                        verbose_name="département",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="places.intercommunality",
                    ),
                ),
            ],
            options={
                "verbose_name": "intercommunalité",
                "ordering": ["key"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="department",
            name="region",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="departments",
                to="places.region",
                verbose_name="région",
            ),
        ),
        migrations.CreateModel(
            name="Commune",
            fields=[
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                (
                    "key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=places.folding.Fold("name"),
                        output_field=models.TextField(),
                        verbose_name="clé de tri",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=5, primary_key=True, serialize=False, verbose_name="code INSEE"
                    ),
                ),
                ("population", models.PositiveIntegerField(default=0)),
                (
                    "postcodes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="codes postaux",
                    ),
                ),
                ("latitude", models.FloatField(blank=True, null=True)),
                ("longitude", models.FloatField(blank=True, null=True)),
                ("position_exact", models.BooleanField(default=False, verbose_name="position exacte")),
                (
                    "former_names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        default=list,
                        help_text="Anciens noms, communes réunies dans celle-ci, arrondissements.",
                        size=None,
                        verbose_name="autres noms",
                    ),
                ),
                (
                    "former_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="autres codes",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="places.commune",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communes",
                        to="places.department",
                        verbose_name="département",
                    ),
                ),
                (
                    "intercommunality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communes",
                        to="places.intercommunality",
                        verbose_name="intercommunalité",
                    ),
                ),
            ],
            options={
                "verbose_name": "commune",
                "ordering": ["key"],
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        places.lookup.CommuneWords(), name="commune_words"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("key", "gin_trgm_ops"),
                        name="commune_key_trigrams",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        models.F("former_codes"), name="commune_former_codes"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude", None), ("longitude", None), ("position_exact", False)),
                            models.Q(
                                ("latitude__isnull", False),
                                ("latitude__range", (-90, 90)),
                                ("longitude__isnull", False),
                                ("longitude__range", (-180, 180)),
                            ),
                            _connector="OR",
                        ),
                        name="commune_position_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("successor", models.F("code")), _negated=True),
                        name="commune_is_not_its_own_successor",
                    ),
                ],
            },
        ),
    ]
