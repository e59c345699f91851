"""The gazetteer in the admin: searched and read, never written. Official files make it (`update_places`)."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest

from places.folding import fold
from places.models import Commune, Department, Intercommunality, Place, Region

FOUND = 50  # communes that a search offers, the best first


class PlaceAdmin(admin.ModelAdmin):
    """A level of the gazetteer."""

    search_fields = ["name"]
    ordering = ["key"]
    list_display = ["name", "code"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    @staticmethod
    def view_on_site(place: Place) -> str:
        """Return the address of the public page."""
        return place.get_absolute_url()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Find the places whose name has all these words, or beginnings of words, accents and case apart."""
        for word in fold(search_term).split():
            queryset = queryset.filter(key__contains=word)
        return queryset, False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: places come from official files."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: places come from official files."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: nothing of the gazetteer is ever deleted."""
        return False


@admin.register(Region)
class RegionAdmin(PlaceAdmin):
    """Regions."""

    fields = ["name", "code"]


@admin.register(Department)
class DepartmentAdmin(PlaceAdmin):
    """Departments and overseas collectivities."""

    list_display = ["name", "code", "region"]
    list_select_related = ["region"]
    fields = ["name", "code", "region"]


@admin.register(Intercommunality)
class IntercommunalityAdmin(PlaceAdmin):
    """Groups of communes; those that are gone are read, not chosen."""

    list_display = ["name", "kind", "department", "population"]
    list_select_related = ["department"]
    fields = ["name", "code", "kind", "department", "population", "successor"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Leave out those that have a successor."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        return found.filter(successor=None), duplicates


@admin.register(Commune)
class CommuneAdmin(PlaceAdmin):
    """Communes, found by name, postcode or code, homonyms told apart by department."""

    list_display = ["label", "code", "department", "intercommunality", "population"]
    list_select_related = ["department", "intercommunality"]
    fields = [
        "name", "code", "department", "intercommunality", "population", "postcodes", "latitude", "longitude",
        "position_exact", "former_names", "former_codes", "successor",
    ]  # fmt: skip

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Find communes as the public look-up does, in its order."""
        if not search_term.strip():
            return queryset.filter(successor=None), False
        codes = [commune.pk for commune in Commune.objects.search(search_term, limit=FOUND)]
        if not codes:
            return queryset.none(), False
        rank = Case(
            *(When(pk=code, then=Value(index)) for index, code in enumerate(codes)),
            output_field=IntegerField(),
        )
        return queryset.filter(pk__in=codes).order_by(rank), False
