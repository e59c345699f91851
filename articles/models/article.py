"""An analysis: what somebody learnt, saw or understood, written to be read by others."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q

from articles.models.article_set import ArticleQuerySet, words_of_article
from initiatives.models.actor import check_territory
from initiatives.models.slugs import free_slug
from moderation.models import FormerSlug, Sheet, Status
from moderation.models.naming import ARTICLE
from photos.models import Photo
from places.addresses import address
from places.folding import Fold
from places.territory import Territory

if TYPE_CHECKING:
    from moderation.editing import EditForm

TITLE_LENGTH, SUMMARY_LENGTH, TEXT_LENGTH, SHORT_LENGTH = 150, 280, 40_000, 200
WORDS_A_MINUTE = 220  # that an adult reads of a French text; between 200 and 250 in what is published
PLAIN = ("title", "slug", "kind", "summary", "text", "signed_by", "licence", "territory", "is_open")
NAMED = ("authors", "initiatives", "events", "themes")  # of which a snapshot keeps the addresses


class Article(Sheet):
    """A text with its authors, what it is about, and perhaps photos."""

    lasts: ClassVar[bool] = False
    words: ClassVar[Mapping[str, str]] = ARTICLE

    class Kind(models.TextChoices):
        FEEDBACK = "retour", "Retour d’expérience"
        PORTRAIT = "portrait", "Portrait"
        METHOD = "methode", "Méthode"
        ANALYSIS = "analyse", "Analyse"
        REPORT = "compte-rendu", "Compte rendu de rencontre"

    class Licence(models.TextChoices):
        BY_SA = "CC BY-SA 4.0", "CC BY-SA 4.0"
        BY = "CC BY 4.0", "CC BY 4.0"
        OPEN = "Licence Ouverte 2.0", "Licence Ouverte 2.0"

    title = models.CharField("titre", max_length=TITLE_LENGTH)
    slug = models.SlugField("adresse de la page", max_length=100, unique=True, blank=True)
    kind = models.CharField("sorte", max_length=12, choices=Kind)
    summary = models.TextField(
        "résumé", max_length=SUMMARY_LENGTH, validators=[MaxLengthValidator(SUMMARY_LENGTH)]
    )
    text = models.TextField(
        "texte",
        max_length=TEXT_LENGTH,
        validators=[MaxLengthValidator(TEXT_LENGTH)],
        help_text="Texte en Markdown\u00a0: titres, listes, liens.",
    )
    photos = models.ManyToManyField("photos.Photo", related_name="+", blank=True)
    authors = models.ManyToManyField(
        "initiatives.Actor", related_name="articles", blank=True, verbose_name="écrite par (acteurs)"
    )
    signed_by = models.CharField("signée", max_length=SHORT_LENGTH, blank=True)
    licence = models.CharField("licence", max_length=20, choices=Licence, default=Licence.BY_SA)
    initiatives = models.ManyToManyField(
        "initiatives.Initiative", related_name="articles", blank=True, verbose_name="initiatives présentées"
    )
    events = models.ManyToManyField(
        "events.Event", related_name="articles", blank=True, verbose_name="rencontres dont elle rend compte"
    )
    themes = models.ManyToManyField(
        "initiatives.Theme", related_name="articles", blank=True, verbose_name="thèmes"
    )
    territory = models.CharField("territoire", max_length=40, blank=True, validators=[check_territory])
    is_open = models.BooleanField("page ouverte, que chacun peut améliorer", default=False)

    # Derived by `articles.refreshing`: what lists find it by.
    keys = ArrayField(models.CharField(max_length=40), default=list, editable=False)
    # Kept, not only indexed: a text of 40,000 characters takes 10 ms to take apart, and counting asks each of them.
    words_found = models.GeneratedField(
        expression=words_of_article(), output_field=SearchVectorField(), db_persist=True
    )

    objects = ArticleQuerySet.as_manager()  # type: ignore[misc] # the plugin of mypy makes a class variable of the base's manager only

    class Meta(Sheet.Meta):
        verbose_name = "analyse"
        ordering = ["-pk"]
        constraints = [
            *Sheet.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=["retour", "portrait", "methode", "analyse", "compte-rendu"]),
                name="article_kind_known",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="article_has_title"),
            models.CheckConstraint(
                condition=Q(licence__in=["CC BY-SA 4.0", "CC BY 4.0", "Licence Ouverte 2.0"]),
                name="article_licence_known",
            ),
            models.CheckConstraint(
                condition=Q(is_open=False) | Q(kind="methode"), name="article_open_is_method"
            ),
        ]
        indexes = [
            *Sheet.Meta.indexes,
            GinIndex(fields=["keys"], name="article_keys"),
            GinIndex(fields=["words_found"], name="article_words"),
            # Words of a title, searched by moderators among the sheets of every status.
            GinIndex(OpClass(Fold(F("title")), "gin_trgm_ops"), name="article_title_trigrams"),
            models.Index(
                fields=["-published_at", "-id"], condition=Q(status=Status.PUBLISHED), name="article_newest"
            ),
            models.Index(
                fields=["kind", "-published_at", "-id"],
                condition=Q(status=Status.PUBLISHED),
                name="article_newest_of_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give the analysis its address on first saving."""
        if not self.slug:
            self.slug = free_slug(Article, self.title, pk=self.pk)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of the analysis's page."""
        return address("article", self.slug)

    @property
    def minutes(self) -> int:
        """How long it takes to read, in minutes; 1 at least."""
        return max(1, round(len(self.text.split()) / WORDS_A_MINUTE))

    @property
    def about(self) -> Territory | None:
        """The territory that it says it is about."""
        return Territory.from_token(self.territory) if self.territory else None

    @property
    def place_label(self) -> str:
        """The name of that territory."""
        return self.about.name if self.about else ""

    @property
    def cover(self) -> Photo | None:
        """The first photo, or None."""
        return next(iter(self.photos.all()), None)

    @classmethod
    def theme_names(cls) -> dict[str, str]:
        """Return all themes."""
        from initiatives.models import Theme

        return {theme.slug: theme.name for theme in Theme.objects.order_by("rank", "name")}

    @classmethod
    def look_up(cls, text: str, limit: int) -> list[Self]:
        """Return published analyses of which the title has these words, the newest first."""
        found: Any = cls.objects.published().with_words(text).order_by("-published_at", "-pk")
        return list(found[:limit])

    def rename(self, slug: str) -> None:
        """Change the address; the former one redirects. The caller saves."""
        if self.slug and slug != self.slug:
            FormerSlug.objects.remember(self, self.slug)
        self.slug = slug

    def snapshot(self) -> dict[str, Any]:
        """Return every public field as JSON data."""
        return (
            {name: getattr(self, name) for name in PLAIN}
            | {name: sorted(one.slug for one in getattr(self, name).all()) for name in NAMED}
            | {
                "photos": [
                    {"id": photo.pk, "alt": photo.alt, "credit": photo.credit} for photo in self.photos.all()
                ]
            }
        )

    def restore_snapshot(self, data: dict[str, Any]) -> list[str]:
        """Become what a snapshot says, as far as what it names still exists."""
        from articles.restoring import restore_article

        return restore_article(self, data)

    @classmethod
    def edit_form(cls) -> "type[EditForm]":
        """Return the form of an analysis."""
        from articles.editing import ArticleEditForm

        return ArticleEditForm

    def take_over(self, loser: Self, data: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
        """Become what `data` says, with the photos of the loser that it names."""
        from moderation.sheet_photos import take_photos_over

        return take_photos_over(self, loser, data)

    def give_back(
        self, loser: Self, data: dict[str, Any], loser_data: dict[str, Any], moved: dict[str, Any]
    ) -> list[str]:
        """Become what `data` says, and let the loser have its photos again."""
        from moderation.sheet_photos import give_photos_back

        return give_photos_back(self, loser, data, loser_data, moved)

    def bound(self) -> "Mapping[type[Sheet], Collection[int]]":
        """Return nothing: no other sheet names an analysis in what it keeps."""
        return {}

    def refresh(self) -> None:
        """Bring in line what lists find it by, and whether its photos are seen."""
        from articles.refreshing import refresh

        refresh(self)
