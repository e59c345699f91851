"""Sets of calls for participation."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Self, cast

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Exists, F, Func, OuterRef, Prefetch, Q, Subquery, TextField, Value
from django.db.models.functions import Concat
from django.utils import timezone

from initiatives.models.listing import ALL, ANY_CALL, KeyCount, Listing
from moderation.models import SheetQuerySet, Status
from places.folding import Fold, fold
from places.territory import Territory

if TYPE_CHECKING:
    from initiatives.models.call import Call

FEW = 500  # calls, that are looked up one by one


class Vector(Func):
    """The words of a folded text, as PostgreSQL searches them: the index of calls is on the same expression."""

    template = "to_tsvector('public.french_folded', %(expressions)s)"
    arity = 1
    output_field = SearchVectorField()


def words_of_call() -> Vector:
    """Return the words of the title and of the text."""
    return Vector(Fold(Concat("title", Value(" "), "text", output_field=TextField())))


class CallQuerySet(SheetQuerySet):
    """Sets of calls. Whatever visitors see of one, its initiative must be public."""

    def published(self) -> Self:
        """Return the published calls of published initiatives."""
        return super().published().filter(initiative__status=Status.PUBLISHED)

    def open(self) -> Self:
        """Return the calls that one may still answer, their last day included."""
        return self.published().filter(until__gte=timezone.localdate())

    def open_to_count(self) -> Self:
        """Return the same as `open`, to be counted: what is not public is looked up once, and not call by call.

        Ten thousand calls whose initiatives lie anywhere in a large table take 100 ms; the few that are not public are
        read from an index. Where they are many, an anti-join still has its choice of ways; NOT IN has none but to read
        them all again for each call, once their hash table is larger than `work_mem`.
        """
        from initiatives.models.initiative import Initiative

        other = [status for status in Status.values if status != Status.PUBLISHED]
        hidden = Initiative.objects.filter(pk=OuterRef("initiative"), status__in=other)
        return super().published().filter(~Exists(hidden), until__gte=timezone.localdate())

    def shown(self) -> Self:
        """Return the calls that have a page: open ones, and those that came to their end."""
        ended = Q(status=Status.ARCHIVED, ended_on__isnull=False)
        return self.filter(Q(status=Status.PUBLISHED) | ended, initiative__status=Status.PUBLISHED)

    def overdue(self) -> Self:
        """Return the calls whose last day is over and that nobody has put away yet."""
        return self.filter(status=Status.PUBLISHED, until__lt=timezone.localdate())

    def at(self, slug: str) -> "Call | None":
        """Return the call that has a page at this address, or None."""
        found = self.shown().filter(slug=slug).for_lists().first()
        return cast("Call | None", found)

    def with_keys(self, groups: Sequence[Sequence[str]], *, in_order: bool = True) -> Self:
        """Return the calls of the published initiatives that have one key of each group (`departement-29`).

        Where they are likely to be few, their initiatives are found first. Where they are many and the first ones are
        wanted (`in_order`), PostgreSQL has to go through the calls in their order and ask each of them: the keys are
        read by a subquery of each call, which it does not turn into a join. Asks how many sheets have the keys.
        """
        if in_order and self._likely(groups) > FEW:
            found = self.alias(
                listed_keys=Subquery(Listing.objects.filter(pk=OuterRef("initiative")).values("keys"))
            )
            for group in groups:
                found = found.filter(listed_keys__overlap=list(group))
            return found
        listed = Listing.objects.filter(keys__contains=[ANY_CALL])
        for group in groups:
            # Each key alone where it can be: that is what PostgreSQL estimates best.
            wanted = {"keys__overlap": list(group)} if len(group) > 1 else {"keys__contains": list(group)}
            listed = listed.filter(**wanted)
        initiatives = listed.values_list("pk", flat=True)
        return self.filter(initiative__in=list(initiatives) if in_order else initiatives)

    @staticmethod
    def _likely(groups: Sequence[Sequence[str]]) -> float:
        """Return how many initiatives with calls are to be expected, as if keys came independently."""
        numbers = KeyCount.objects.numbers({ALL, ANY_CALL}.union(*groups))
        total = max(1, numbers.get(ALL, 0))
        likely = float(numbers.get(ANY_CALL, 0))
        for group in groups:
            likely *= sum(numbers.get(key, 0) for key in group) / total
        return likely

    def with_words(self, text: str) -> Self:
        """Return the calls that have every word of a text, whatever their accents and their endings."""
        query = SearchQuery(fold(text), config="french_folded")
        return self.alias(words=words_of_call()).filter(words=query)

    def for_lists(self) -> Self:
        """Fetch what a list says of each: its initiative, where that is, its theme."""
        wide = ("keys", "search", "title_key", "published_at", "position")
        related = self.select_related("initiative__main_theme", "initiative__listing")
        return related.defer("initiative__description", *(f"initiative__listing__{name}" for name in wide))

    def within(self, territories: Sequence[Territory]) -> Self:
        """Return the calls of the initiatives that have a location inside one of these territories."""
        from initiatives.models.initiative import Initiative

        return self.filter(initiative__in=Initiative.objects.within(territories).order_by().values("pk"))

    def within_themes(self, themes: Iterable[str]) -> Self:
        """Return the calls of the initiatives about one of these themes."""
        from initiatives.models.initiative import Initiative

        return self.filter(initiative__in=Initiative.objects.within_themes(themes).order_by().values("pk"))

    def with_places(self) -> Self:
        """Fetch the places that a label names."""
        from initiatives.models.initiative import Initiative

        return self.prefetch_related(Prefetch("initiative", Initiative.objects.with_places()))

    def by_place(self) -> Self:
        """Sort by the commune of the first location of the initiative, then by title."""
        from initiatives.models.location import Location

        first = Location.objects.filter(initiative=OuterRef("initiative")).order_by("pk")[:1]
        communes = self.alias(commune_key=Subquery(first.values("commune__key")))
        return communes.order_by(F("commune_key").asc(nulls_last=True), Fold(F("title")), "pk")
