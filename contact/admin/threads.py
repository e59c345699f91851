"""Messages that are held back, and conversations that are reported."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from contact import checking
from contact.admin.exchanges import ExchangeAdmin, blocks, said, sheet_link, waiting_line
from contact.models import Thread, Turn
from contributors.models import User
from moderation import desk
from moderation.authors import Author


def threads_line(user: User) -> desk.Line:
    """Return the messages that wait for this person."""
    return waiting_line("messages retenus ou signalés", Thread, user)


desk.register("contact.view_thread", threads_line)


FIELDS = (
    "why",
    "about",
    "sender_name",
    "confirmed_at",
    "reports",
    "state",
    "stopped_by",
    "settled_at",
    "settled_by",
)


def _release(thread: Thread, by: Author) -> str:
    released = checking.release(thread=thread, by=by)
    if released.state == Thread.State.OPEN:
        return "Le message est transmis."
    return (
        "Le message n’est pas transmis\u00a0: entre-temps, plus personne ne répond de la fiche, ou la personne qui en "
        "répond n’en veut pas."
    )


@admin.register(Thread)
class ThreadAdmin(ExchangeAdmin):
    """Messages about sheets of the moderator's territories."""

    change_form_template = "contact/admin/thread.html"
    decisions = {
        "_release": _release,
        "_refuse": said(
            lambda thread, by: checking.refuse(thread=thread, by=by),
            "Le message n’est pas transmis. La personne qui l’a écrit reçoit un courriel.",
        ),
        "_settle": said(
            lambda thread, by: checking.settle(thread=thread, by=by, stop=False),
            "Le signalement est clos. La conversation peut continuer.",
        ),
        "_stop": said(
            lambda thread, by: checking.settle(thread=thread, by=by, stop=True),
            "Le signalement est clos, la conversation arrêtée.",
        ),
        **blocks(*Turn.Author.values),
    }
    list_display = ["why", "about", "confirmed_at", "settled_at"]
    fields = FIELDS
    readonly_fields = FIELDS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Thread]:
        """Return them with their sheets."""
        return super().get_queryset(request).prefetch_related("sheet", "complaints")

    @admin.display(description="motif")
    def why(self, thread: Thread) -> str:
        """Return why moderators see it."""
        authors = {complaint.author: complaint.get_author_display() for complaint in thread.complaints.all()}
        return f"Signalée par {' et par '.join(authors.values())}" if authors else thread.hold_reason

    @admin.display(description="ce qui est signalé")
    def reports(self, thread: Thread) -> SafeString:
        """Return what each of the two says, and when."""
        lines = (
            (
                complaint.get_author_display(),
                date_format(timezone.localtime(complaint.at), "j F Y"),
                complaint.text or "sans un mot",
            )
            for complaint in thread.complaints.all()
        )
        return format_html_join("", "<p>Par {}, le {}\u00a0: {}</p>", lines)

    def people(self, exchange: Thread) -> dict[str, str]:
        """Return who wrote: of a message that was held back and never passed on, who sent it alone."""
        sender = f"la personne qui a écrit la première ({exchange.sender_name or 'sans nom'})"
        if exchange.reported_at is None:
            return {Turn.Author.SENDER: sender}
        return {Turn.Author.SENDER: sender, Turn.Author.RECEIVER: "la personne qui répond de la fiche"}

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
