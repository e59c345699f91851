"""Introductions that one of the two reported."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from contact import checking
from contact.admin.exchanges import ExchangeAdmin, blocks, said, sheet_link, waiting_line
from contact.models import Introduction
from contributors.models import User
from moderation import desk


def introductions_line(user: User) -> desk.Line:
    """Return the introductions that wait for this person."""
    return waiting_line("mises en relation signalées", Introduction, user)


desk.register("contact.view_introduction", introductions_line)


INTRODUCER = "introducer"
FIELDS = ("about", "introducer_name", "word", "reports", "reported_at", "settled_at", "settled_by")


@admin.register(Introduction)
class IntroductionAdmin(ExchangeAdmin):
    """Introductions of sheets of which one is in the moderator's territories."""

    change_form_template = "contact/admin/introduction.html"
    decisions = {
        "_settle": said(
            lambda introduction, by: checking.settle_introduction(introduction=introduction, by=by),
            "Le signalement est clos.",
        ),
        **blocks(INTRODUCER),
    }
    list_display = ["about", "confirmed_at", "reported_at", "settled_at"]
    fields = FIELDS
    readonly_fields = FIELDS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Introduction]:
        """Return them with their sheets."""
        return super().get_queryset(request).prefetch_related("sides__sheet")

    def people(self, exchange: Introduction) -> dict[str, str]:
        """Return who proposed it: the two others only answered."""
        return {INTRODUCER: f"la personne qui propose ({exchange.introducer_name or 'sans nom'})"}

    @admin.display(description="ce qui est signalé")
    def reports(self, introduction: Introduction) -> SafeString:
        """Return what each of those who reported it says, with the sheet that they answer for."""
        told = [side for side in introduction.sides.all() if side.reported_at]
        lines = ((str(side.sheet or "—"), side.report_text or "sans un mot") for side in told)
        return format_html_join("", "<p>{}\u00a0: {}</p>", lines)

    @admin.display(description="fiches")
    def about(self, introduction: Introduction) -> SafeString:
        """Return links to the pages where both sheets are moderated."""
        links = ((sheet_link(side.sheet),) for side in introduction.sides.all())
        return format_html_join(", ", "{}", links)
