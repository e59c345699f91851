"""Filters of the lists of the directory in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from places.models import Region
from places.territory import Territory


class RegionFilter(admin.SimpleListFilter):
    """Sheets inside one region."""

    title = "région"
    parameter_name = "region"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the regions by name."""
        return [(region.token, region.name) for region in Region.objects.order_by("key").defer("outline")]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        """Return the sheets inside the chosen region; all of them for a region that does not exist."""
        known = {str(token) for token, _ in self.lookup_choices}
        token = self.value()
        return queryset.within(Territory.from_tokens([token])) if token in known else queryset
