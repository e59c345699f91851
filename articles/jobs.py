"""What the worker does about analyses."""

from procrastinate.contrib.django import app

from articles.models import Article
from articles.refreshing import refresh_again

BATCH = 500


@app.task(queue="listings", name="articles.refresh_all")
def refresh_all(after: int = 0) -> None:
    """Derive again what lists find analyses by, in batches that are each a job: the gazetteer changed."""
    numbers = list(Article.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
    refresh_again(numbers)
    if len(numbers) == BATCH:
        refresh_all.defer(after=numbers[-1])
