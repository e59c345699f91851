"""Filters of the lists of sheets."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from moderation.models import Status

ALL = "toutes"


class StatusFilter(admin.SimpleListFilter):
    """The queue when nothing is asked; every status when words are searched."""

    title = "statut"
    parameter_name = "statut"

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        """Read whether the visitor searches words."""
        super().__init__(request, params, model, model_admin)
        self._default = ALL if request.GET.get(SEARCH_VAR) else Status.PENDING.value

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the statuses, the queue first."""
        queue = (Status.PENDING.value, "en attente")
        return [queue, *(choice for choice in Status.choices if choice[0] != Status.PENDING), (ALL, "toutes")]

    @property
    def chosen(self) -> str:
        """The status shown, or `ALL`."""
        value = self.value()
        return value if value in Status.values or value == ALL else self._default

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Yield one link for each status; none stands for "no filter", which means the queue."""
        for value, label in self.lookup_choices:
            yield {
                "selected": self.chosen == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label.capitalize(),
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the sheets of the chosen status."""
        return queryset if self.chosen == ALL else queryset.filter(status=self.chosen)
