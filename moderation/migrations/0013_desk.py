"""The moderators' desk: who took what, the points of the charter, texts ready to be sent, themes, rhythms of mails.

With the first points, taken from the charter as shipped, the first texts, and the group of national coordinators,
who change both.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

READ = ("view",)
KEEP = ("view", "add", "change", "delete")
COORDINATORS = "Coordination nationale"

# The points of the charter, « Ce que vérifie la personne qui relit », and what is written to the author when one fails.
POINTS = (
    (
        "Plusieurs personnes mènent cette initiative, ou veulent la mener ensemble.",
        "Pouvez-vous dire qui mène cette initiative, à plusieurs\u202f?",
    ),
    (
        "Le résumé dit ce qui s’y fait, où et avec qui\u202f; on le comprend sans connaître le sujet.",
        "Pouvez-vous raconter en quelques phrases simples ce qui s’y fait, où et avec qui\u202f?",
    ),
    (
        "Le lieu est le bon. Le point ne désigne pas un domicile, sauf si ses habitants l’ont voulu.",
        "Pouvez-vous vérifier le lieu, et nous dire si le point désigne le domicile de quelqu’un\u202f?",
    ),
    (
        "Personne n’est nommé sans son accord, et le texte ne contient pas de coordonnées privées.",
        "Le texte nomme des personnes ou donne leurs coordonnées\u00a0: ont-elles donné leur accord\u202f?",
    ),
    (
        "La photo a un crédit et un texte de remplacement\u202f; les personnes reconnaissables ont donné leur accord.",
        "Qui a pris la photo, et les personnes que l’on y reconnaît sont-elles d’accord\u202f?",
    ),
    ("Les liens s’ouvrent et mènent bien à l’initiative.", "Un des liens ne mène pas à l’initiative."),
    (
        "Ni publicité, ni campagne, ni propos qui excluent ou enfreignent la loi, ni appel aux dons sans action décrite.",
        "La fiche contient ce que notre charte écarte, par exemple de la publicité ou une campagne.",
    ),
    (
        "Cette initiative n’a pas déjà sa fiche.",
        "Cette initiative semble avoir déjà sa fiche dans l’annuaire.",
    ),
)

TEXTS = (
    (
        "refuse",
        "Pas assez d’éléments",
        "Merci pour cette proposition. Nous n’arrivons pas à comprendre ce qui s’y fait concrètement, ni comment on "
        "peut y prendre part. Vous pouvez raconter une séance, dire qui l’organise, puis renvoyer la fiche.",
    ),
    (
        "refuse",
        "Publicité",
        "Merci pour cette proposition. La fiche présente surtout une offre payante, alors que l’annuaire recense ce que "
        "des personnes font ensemble. S’il existe un groupe d’usagers ou un atelier ouvert, décrivez-le et renvoyez la "
        "fiche\u00a0: nous la relirons avec plaisir.",
    ),
    (
        "refuse",
        "Doublon",
        "Merci pour cette proposition. Cette initiative a déjà sa fiche dans l’annuaire. Dites-nous ce qui n’y est plus "
        "à jour\u00a0: nous la corrigerons.",
    ),
    (
        "ask",
        "Comment y prendre part",
        "Merci pour cette proposition, qui nous plaît. Comment une personne qui la découvre peut-elle y prendre part, "
        "et à qui s’adresse-t-elle\u202f?",
    ),
    (
        "ask",
        "Accord des personnes nommées",
        "Merci pour cette proposition. Le texte donne le nom d’une personne. Est-elle d’accord pour qu’il soit public\u202f?",
    ),
    (
        "archive",
        "L’initiative a cessé",
        "On nous a signalé que cette initiative avait cessé. Si c’est une erreur, écrivez-nous\u00a0: nous remettrons la "
        "fiche en ligne.",
    ),
    ("report", "Corrigé", "Merci de votre signalement. La fiche est corrigée."),
    (
        "report",
        "Rien à changer",
        "Merci de votre signalement. Après vérification, nous avons laissé la fiche comme elle est. Répondez à ce "
        "message si un point nous a échappé.",
    ),
)


def write_texts(apps, schema_editor):
    """Write the first points and texts; whoever coordinates changes them."""
    point, canned = (apps.get_model("moderation", name) for name in ("CharterPoint", "CannedReason"))
    for rank, (text, missing) in enumerate(POINTS, 1):
        point.objects.create(text=text, missing=missing, rank=rank)
    for use, title, text in TEXTS:
        canned.objects.create(use=use, title=title, text=text)


def give_rights(apps, schema_editor):
    """Let moderators read both, and coordinators change them; Django gives rights their rows after all migrations."""
    groups = apps.get_model("auth", "Group").objects
    permissions = apps.get_model("auth", "Permission").objects
    moderators = list(groups.filter(permissions__codename="change_initiative").distinct())
    coordinators, made = groups.get_or_create(name=COORDINATORS)
    if made:
        common = permissions.filter(group__name="Modération").distinct()
        coordinators.permissions.set(common)
    for model in ("charterpoint", "cannedreason"):
        content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="moderation", model=model
        )
        for action in KEEP:
            right, _ = permissions.get_or_create(
                content_type=content_type,
                codename=f"{action}_{model}",
                defaults={"name": f"Can {action} {model}"},
            )
            coordinators.permissions.add(right)
            for group in moderators if action in READ else ():
                group.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("moderation", "0012_erased_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CannedReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("refuse", "refuser"),
                            ("ask", "poser une question"),
                            ("archive", "archiver"),
                            ("report", "répondre à un signalement"),
                        ],
                        max_length=8,
                        verbose_name="pour",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="Dans la liste où l’on choisit.", max_length=80, verbose_name="titre"
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="texte")),
            ],
            options={
                "verbose_name": "texte tout prêt",
                "verbose_name_plural": "textes tout prêts",
                "ordering": ["use", "title", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CharterPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="point à vérifier")),
                (
                    "missing",
                    models.CharField(
                        blank=True,
                        help_text="La phrase proposée dans un refus ou une question. Vide, c’est le point lui-même.",
                        max_length=600,
                        verbose_name="ce qu’on écrit quand il manque",
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(default=0, verbose_name="rang")),
                ("is_active", models.BooleanField(default=True, verbose_name="en usage")),
            ],
            options={
                "verbose_name": "point de la charte",
                "verbose_name_plural": "points de la charte",
                "ordering": ["rank", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CharterTick",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="cochée le")),
            ],
            options={
                "verbose_name": "point coché",
                "verbose_name_plural": "points cochés",
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                ("at", models.DateTimeField(verbose_name="prise le")),
            ],
            options={
                "verbose_name": "fiche prise",
                "verbose_name_plural": "fiches prises",
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("at_once", "Tout de suite, à chaque arrivée"),
                            ("daily", "Une fois par jour, s’il reste quelque chose à faire"),
                            ("weekly", "Une fois par semaine, s’il reste quelque chose à faire"),
                            ("never", "Jamais"),
                        ],
                        default="at_once",
                        max_length=8,
                        verbose_name="courriels",
                    ),
                ),
                ("done_on", models.DateField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "courriels à la modération",
                "verbose_name_plural": "courriels à la modération",
            },
        ),
        migrations.CreateModel(
            name="ThemeScope",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("theme", models.SlugField(max_length=60, verbose_name="thème")),
            ],
            options={
                "verbose_name": "thème de modération",
                "verbose_name_plural": "thèmes de modération",
            },
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                condition=models.Q(("action__in", ["confirm", "resubmit", "publish", "refuse"])),
                fields=["created_at"],
                name="revision_of_queue",
            ),
        ),
        migrations.AddConstraint(
            model_name="cannedreason",
            constraint=models.CheckConstraint(
                condition=models.Q(("use__in", ["refuse", "ask", "archive", "report"])),
                name="canned_reason_use_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="cannedreason",
            constraint=models.UniqueConstraint(fields=("use", "title"), name="canned_reason_unique"),
        ),
        migrations.AddField(
            model_name="chartertick",
            name="content_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="contenttypes.contenttype"
            ),
        ),
        migrations.AddField(
            model_name="chartertick",
            name="point",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="ticks",
                to="moderation.charterpoint",
            ),
        ),
        migrations.AddField(
            model_name="chartertick",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="content_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="contenttypes.contenttype"
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="claims",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="user",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notice",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="themescope",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="theme_scopes",
                to="auth.group",
                verbose_name="groupe",
            ),
        ),
        migrations.AddConstraint(
            model_name="chartertick",
            constraint=models.UniqueConstraint(
                fields=("content_type", "object_id", "point"), name="charter_tick_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(fields=("content_type", "object_id"), name="claim_unique"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("rhythm__in", ["at_once", "daily", "weekly", "never"])),
                name="notice_rhythm_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="themescope",
            constraint=models.UniqueConstraint(fields=("group", "theme"), name="theme_scope_unique"),
        ),
        migrations.RunPython(write_texts, migrations.RunPython.noop),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
