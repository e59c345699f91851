"""What the worker does about meetings."""

from procrastinate.contrib.django import app

from events.models import Event
from events.scheduling import schedule_again

BATCH = 500


@app.task(queue="listings", name="events.schedule_all")
def schedule_all(after: int = 0) -> None:
    """Derive again what lists find meetings by, in batches that are each a job: the gazetteer changed."""
    numbers = list(
        Event.objects.filter(pk__gt=after, commune__isnull=False)
        .order_by("pk")
        .values_list("pk", flat=True)[:BATCH]
    )
    schedule_again(numbers)
    if len(numbers) == BATCH:
        schedule_all.defer(after=numbers[-1])
