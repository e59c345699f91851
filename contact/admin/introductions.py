"""Introductions that one of the two reported."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from contact import checking
from contact.admin.exchanges import BLOCKS, ExchangeAdmin, sheet_link, waiting_line
from contact.models import Introduction
from contributors.models import User
from moderation import desk


def introductions_line(user: User) -> desk.Line:
    """Return the introductions that wait for this person."""
    return waiting_line("mises en relation signalées", Introduction, user)


desk.register("contact.view_introduction", introductions_line)


FIELDS = ("about", "introducer_name", "word", "report_text", "reported_at", "settled_at", "settled_by")


@admin.register(Introduction)
class IntroductionAdmin(ExchangeAdmin):
    """Introductions of sheets of which one is in the moderator's territories."""

    change_form_template = "contact/admin/introduction.html"
    decisions = {
        "_settle": (
            lambda introduction, by: checking.settle_introduction(introduction=introduction, by=by),
            "Le signalement est clos.",
        ),
        **BLOCKS,
    }
    list_display = ["about", "confirmed_at", "reported_at", "settled_at"]
    fields = FIELDS
    readonly_fields = FIELDS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Introduction]:
        """Return them with their sheets."""
        return super().get_queryset(request).prefetch_related("sides__sheet")

    @admin.display(description="fiches")
    def about(self, introduction: Introduction) -> SafeString:
        """Return links to the pages where both sheets are moderated."""
        links = ((sheet_link(side.sheet),) for side in introduction.sides.all())
        return format_html_join(", ", "{}", links)
