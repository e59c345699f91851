"""Who gets the letter, for superusers: addresses are private."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from contributors.admin import SuperusersOnly
from newsletter import subscribing
from newsletter.figures import figures
from newsletter.models import Subscription

SHOWN = ("contributor", "state", "rhythm", "places", "created_at", "active_since", "heard_at", "asked_at")


@admin.register(Subscription)
class SubscriptionAdmin(SuperusersOnly):
    """Subscriptions: read, stopped when an address does not answer, never written for somebody."""

    list_display = ["contributor", "state", "rhythm", "active_since"]
    list_filter = ["state", "rhythm"]
    fields = SHOWN
    readonly_fields = SHOWN
    search_fields = ["contributor__email__iexact"]
    search_help_text = "Une adresse électronique entière."
    list_select_related = ["contributor"]
    sortable_by = ()
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "newsletter/admin/subscriptions.html"
    actions = ["give_up", "stop"]

    def get_urls(self) -> list[URLPattern]:
        """Add the figures."""
        view = self.admin_site.admin_view(self.figures_view)
        return [path("chiffres/", view, name="newsletter_figures"), *super().get_urls()]

    def figures_view(self, request: HttpRequest) -> HttpResponse:
        """Show how many people get the letter."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        shell = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        context = shell | {"title": "La lettre en chiffres", "figures": figures()}
        return TemplateResponse(request, "newsletter/admin/figures.html", context)

    @admin.display(description="territoires")
    def places(self, subscription: Subscription) -> str:
        """Return what was chosen."""
        return subscription.selection.label

    @admin.action(description="L’adresse ne répond plus\u00a0: arrêter", permissions=["view"])
    def give_up(self, request: HttpRequest, queryset: QuerySet[Subscription]) -> None:
        """Send nothing more to addresses from which mails came back."""
        count = len([subscribing.give_up(subscription=one) for one in queryset])
        self.message_user(request, f"Abonnements arrêtés\u00a0: {count}.", messages.SUCCESS)

    @admin.action(description="Désinscrire et effacer", permissions=["view"])
    def stop(self, request: HttpRequest, queryset: QuerySet[Subscription]) -> None:
        """Forget subscriptions, at the wish of who asked by another way."""
        count = sum(subscribing.stop(subscription=one) for one in queryset)
        self.message_user(request, f"Abonnements effacés\u00a0: {count}.", messages.SUCCESS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: people subscribe by themselves, and confirm."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: choices are their owner's."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: « Désinscrire et effacer » does it as its owner would."""
        return False
