"""Messages that are held back, and conversations that are reported."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from contact import checking
from contact.admin.exchanges import BLOCKS, ExchangeAdmin, sheet_link, waiting_line
from contact.models import Thread, Turn
from contributors.models import User
from moderation import desk


def threads_line(user: User) -> desk.Line:
    """Return the messages that wait for this person."""
    return waiting_line("messages retenus ou signalés", Thread, user)


desk.register("contact.view_thread", threads_line)


FIELDS = (
    "why",
    "about",
    "sender_name",
    "confirmed_at",
    "report_text",
    "state",
    "settled_at",
    "settled_by",
)


@admin.register(Thread)
class ThreadAdmin(ExchangeAdmin):
    """Messages about sheets of the moderator's territories."""

    change_form_template = "contact/admin/thread.html"
    decisions = {
        "_release": (
            lambda thread, by: checking.release(thread=thread, by=by),
            "Le message est transmis.",
        ),
        "_refuse": (
            lambda thread, by: checking.refuse(thread=thread, by=by),
            "Le message n’est pas transmis. La personne qui l’a écrit reçoit un courriel.",
        ),
        "_settle": (
            lambda thread, by: checking.settle(thread=thread, by=by, stop=False),
            "Le signalement est clos. La conversation peut continuer.",
        ),
        "_stop": (
            lambda thread, by: checking.settle(thread=thread, by=by, stop=True),
            "Le signalement est clos, la conversation arrêtée.",
        ),
        **BLOCKS,
    }
    list_display = ["why", "about", "confirmed_at", "settled_at"]
    fields = FIELDS
    readonly_fields = FIELDS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Thread]:
        """Return them with their sheets."""
        return super().get_queryset(request).prefetch_related("sheet")

    @admin.display(description="motif")
    def why(self, thread: Thread) -> str:
        """Return why moderators see it."""
        if thread.reported_at is None:
            return thread.hold_reason
        if thread.reported_by == Turn.Author.SENDER:
            return "Signalée par la personne qui a écrit la première"
        return "Signalée par la personne qui répond de la fiche"

    @admin.display(description="fiche")
    def about(self, thread: Thread) -> SafeString | str:
        """Return a link to the page where the sheet is moderated."""
        return sheet_link(thread.sheet)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show what was said."""
        thread = kwargs.get("obj")
        if isinstance(thread, Thread):
            context |= {
                "turns": list(thread.turns.exclude(text="")),
                "is_held": thread.state == Thread.State.HELD,
            }
        return super().render_change_form(request, context, *args, **kwargs)
