"""Writing trial sheets, in batches that are each one transaction."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Model

from initiatives import bulk
from initiatives.counts import rebuild_counts
from initiatives.models import (
    Actor,
    Call,
    Initiative,
    InitiativeTheme,
    Kinship,
    Listing,
    Location,
    Membership,
    Participation,
    Pin,
    Tag,
    TaggedInitiative,
    Theme,
)
from initiatives.projection import Projection
from initiatives.refresh import refresh_all_actors, refresh_projection
from initiatives.trial import ahead, words
from initiatives.trial.ahead import Order
from initiatives.trial.sheets import COLUMNS, SHEETS_PER_ACTOR, Country
from initiatives.trial.vocabulary import tag_names
from places.models import Commune

BATCH = 10_000  # sheets written and refreshed at a time
# In the order of writing; the first decides whether a load is large.
TABLES: dict[str, type[Model]] = {
    "initiatives": Initiative,
    "actors": Actor,
    "memberships": Membership,
    "locations": Location,
    "tagged": TaggedInitiative,
    "themes": InitiativeTheme,
    "participations": Participation,
    "kinships": Kinship,
}

# Few: their indexes are not worth setting aside.
FEW_TABLES: dict[str, type[Model]] = {"calls": Call}

Report = Callable[[int], object]


def prepare(*, count: int, seed: int, folder: Path) -> None:
    """Make the rows of `count` sheets into the files of a new folder, for `generate`; some 3 kB a sheet."""
    ahead.prepare(_country(count, seed), _orders(count), folder)


def generate(*, count: int, seed: int, report: Report = lambda _: None, prepared: Path | None = None) -> None:
    """Make `count` published sheets; `report` receives how many are there after each batch.

    With the folder that `prepare` filled for the same count and seed, its rows are taken. The same for the same seed,
    count and gazetteer, except primary keys. Raises django.db.IntegrityError if sheets of this seed are already there.
    """
    models: list[type[Model]] = [*TABLES.values(), Listing, Pin]
    # Foreign keys too: nobody writes to a site under trial, and checking them row by row is a third of the work.
    load = bulk.large_load(
        models=models, size=count, foreign_keys=True, count=rebuild_counts, finish=refresh_all_actors
    )
    with load as is_large, ExitStack() as stack:
        # Another connection would not see what a transaction has not committed.
        beside = is_large and not connection.in_atomic_block
        project = stack.enter_context(Projection()).add if beside else refresh_projection
        if prepared:
            rows = ahead.prepared(prepared)
        else:
            rows = ahead.batches(_country(count, seed), _orders(count), alone=count <= BATCH)
        for order, batch in rows:
            with transaction.atomic():
                for name, model in (TABLES | FEW_TABLES).items():
                    bulk.copy(model=model, columns=COLUMNS[name], rows=getattr(batch, name))
            project(order.initiatives)
            report(order.start + len(order.initiatives))


def _country(count: int, seed: int) -> Country:
    communes = Commune.objects.current().exclude(latitude=None).exclude(population=0).order_by("pk")
    names = ["pk", "name", "latitude", "longitude", "intercommunality"]
    themes = list(Theme.objects.order_by("pk").values_list("pk", "slug"))
    tags = {slug: [tag.pk for tag in Tag.objects.named(tag_names(slug))] for _, slug in themes}
    tags[""] = [tag.pk for tag in Tag.objects.named(words.TAGS)]  # of no theme
    return Country(
        seed=seed,
        count=count,
        communes=list(communes.values_list(*names)),
        populations=list(communes.values_list("population", flat=True)),
        themes=themes,
        tags=tags,
    )


def _orders(count: int) -> Iterator[Order]:
    """Yield what to make; keys are taken in the order of the batches, which is that of publication."""
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        actors = -(-size // SHEETS_PER_ACTOR)
        yield Order(start, bulk.reserve(model=Initiative, size=size), bulk.reserve(model=Actor, size=actors))
