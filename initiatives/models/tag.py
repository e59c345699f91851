"""Free words on initiatives and on actors."""

import re
import secrets
from collections.abc import Iterable, Sequence
from typing import Self

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.text import slugify
from taggit.models import ItemBase, TagBase

from moderation import caching
from places.addresses import address
from places.folding import Fold, fold
from places.statements import fetch

MAX_LENGTH = 60
SAID_WORDS = 3  # of the longest tag that is found in a text
WITH_SLUGS = "SELECT id, name, slug, key, theme_id FROM initiatives_tag WHERE slug = ANY(%s) ORDER BY key"


def fold_all(texts: Iterable[str]) -> list[str]:
    """Return the keys that PostgreSQL gives to these texts, in order: the ones its unique constraint compares."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT fold(t) FROM unnest(%s::text[]) WITH ORDINALITY AS u(t, i) ORDER BY i", [list(texts)]
        )
        return [key or "" for (key,) in cursor.fetchall()]


class TagQuerySet(models.QuerySet["Tag"]):
    """Sets of tags."""

    def named(self, names: Iterable[str]) -> "list[Tag]":
        """Return the tags of these names, in their order, making those that do not exist.

        École and ecole are one tag: the unaccented lower-case key decides, and the first spelling stays.
        """
        clean = [re.sub(r"\s+", " ", name).strip(" #,;")[:MAX_LENGTH] for name in names]
        wanted: dict[str, str] = {}
        for key, name in zip(fold_all(clean), clean, strict=True):
            if key:
                wanted.setdefault(key, name)
        found = {tag.key: tag for tag in self.filter(key__in=wanted)}
        # In one order whoever asks: two submissions that make the same tags at once wait, and do not deadlock.
        missing = {key: wanted[key] for key in sorted(wanted) if key not in found}
        if missing:
            tags = [Tag(name=name, slug=slug_of(name, key)) for key, name in missing.items()]
            Tag.objects.bulk_create(tags, ignore_conflicts=True)
            found = {tag.key: tag for tag in self.filter(key__in=wanted)}
        for key in (
            missing.keys() - found.keys()
        ):  # its address is taken: « café 日本 » gives that of « café »
            slug = f"{slug_of(missing[key], key)[:90]}-{secrets.token_hex(4)}"
            found[key] = Tag.objects.create(name=missing[key], slug=slug)
        return [found[key] for key in wanted]

    def with_slugs(self, slugs: list[str]) -> "list[Tag]":
        """Return the tags at these addresses, by name."""
        names = ["id", "name", "slug", "key", "theme_id"]
        return (
            [Tag.from_db(DEFAULT_DB_ALIAS, names, row) for row in fetch(WITH_SLUGS, [slugs])] if slugs else []
        )

    def remembered(self, numbers: Sequence[int]) -> "dict[int, Tag]":
        """Return the tags of these numbers, from memory while nothing public changes: lists name the same ones."""
        known: dict[int, Tag] = caching.remembered("tags", dict)
        if missing := [number for number in numbers if number not in known]:
            known.update(self.in_bulk(missing))
        return {number: known[number] for number in numbers if number in known}

    def said_in(self, text: str, *, limit: int) -> "list[Tag]":
        """Return the tags in use that a text names, in the singular or in the plural, the most used first."""
        words = fold(text).split()
        runs = {
            " ".join(words[start : start + length])
            for length in range(1, SAID_WORDS + 1)
            for start in range(len(words))
        }
        runs |= {" ".join(word.rstrip("sx") for word in run.split()) for run in runs}
        return list(
            self.filter(key__in=runs).counted().filter(published__gt=0).order_by("-published", "key")[:limit]
        )

    def counted(self) -> Self:
        """Add `published`, the number of published sheets, read from the counts that are kept."""
        from initiatives.models.listing import KeyCount

        key = Concat(Value("tag:"), Cast(OuterRef("pk"), models.TextField()))
        count = Subquery(KeyCount.objects.filter(key=key).values("count")[:1])
        return self.annotate(published=Coalesce(count, 0, output_field=models.IntegerField()))

    def used(self) -> Self:
        """Return the tags of at least one published sheet, with `published`, their number of sheets."""
        return self.counted().filter(published__gt=0)


def slug_of(name: str, key: str) -> str:
    """Return the address of a tag; a name without Latin letters gets one from its code points."""
    return slugify(key)[:100] or "-".join(f"{ord(character):x}" for character in name[:12])


class Tag(TagBase):
    """A free word, unique whatever its accents and case, proposed by at most one theme."""

    slug = models.SlugField("adresse", max_length=100, unique=True, allow_unicode=False)
    key = models.GeneratedField(
        expression=Fold(F("name")), output_field=models.TextField(), db_persist=True, unique=True
    )
    theme = models.ForeignKey(
        "initiatives.Theme",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tags",
        verbose_name="thème",
        help_text="Le thème qui propose cette étiquette dans le formulaire.",
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = "étiquette"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the tag's page."""
        return address("tag", self.slug)


class TaggedInitiative(ItemBase):
    """A tag on an initiative: a real foreign key on both sides."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged", verbose_name="étiquette")
    content_object = models.ForeignKey("initiatives.Initiative", models.CASCADE, related_name="tagged")

    class Meta:
        verbose_name = "étiquette de l’initiative"
        verbose_name_plural = "étiquettes de l’initiative"
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="tagged_once")]

    def __str__(self) -> str:
        return str(self.tag)


class TaggedActor(ItemBase):
    """A tag on an actor: what it knows how to do."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged_actors", verbose_name="savoir-faire")
    content_object = models.ForeignKey("initiatives.Actor", models.CASCADE, related_name="tagged")

    class Meta:
        verbose_name = "savoir-faire de l’acteur"
        verbose_name_plural = "savoir-faire de l’acteur"
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="actor_tagged_once")]

    def __str__(self) -> str:
        return str(self.tag)
