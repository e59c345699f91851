"""Messages that are held back or reported, in the admin: the only ones that moderators ever read."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Min, QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from contact import checking
from contact.models import Thread, Turn
from contributors.models import User
from moderation import desk
from moderation.actions import TransitionRefused
from moderation.admin import moderator
from moderation.authors import Author
from moderation.models import Sheet
from moderation.queue import moderation_url

# What the buttons do, by their names.
DECISIONS: dict[str, tuple[Callable[[Thread, Author], object], str]] = {
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
    "_ban": (
        lambda thread, by: checking.ban(thread=thread, by=by),
        "Plus rien de ce que cette personne écrit ne sera transmis.",
    ),
    "_unban": (
        lambda thread, by: checking.unban(thread=thread),
        "Ce que cette personne écrit est de nouveau transmis.",
    ),
}


def threads_line(user: User) -> desk.Line:
    """Return the messages that wait for this person."""
    waiting = Thread.objects.waiting().moderated_by(user).order_by()
    found = waiting.aggregate(count=Count("pk"), since=Min("confirmed_at"))
    url = reverse("admin:contact_thread_changelist")
    return desk.Line(name="messages retenus ou signalés", url=url, count=found["count"], since=found["since"])


desk.register("contact.view_thread", threads_line)


class WaitingFilter(admin.SimpleListFilter):
    """Those that wait, unless others are asked for."""

    title = "état"
    parameter_name = "etat"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the other answers than the first."""
        return [("traites", "Traités"), ("tous", "Tous")]

    def choices(self, changelist: Any) -> Any:
        """Name the first answer."""
        first, *rest = super().choices(changelist)
        return [first | {"display": "À traiter"}, *rest]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Thread]) -> QuerySet[Thread]:
        """Limit the list."""
        waiting = Thread.objects.waiting().values("pk")
        match self.value():
            case "tous":
                return queryset
            case "traites":
                return queryset.exclude(pk__in=waiting)
            case _:
                return queryset.filter(pk__in=waiting)


@admin.register(Thread)
class ThreadAdmin(admin.ModelAdmin):
    """Messages about sheets of the moderator's territories, of which nobody sees an address."""

    change_form_template = "contact/admin/thread.html"
    list_display = ["why", "about", "confirmed_at", "settled_at"]
    list_filter = [WaitingFilter]
    ordering = ["pk"]
    sortable_by = ()
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None
    fields = readonly_fields = [  # type: ignore[assignment]  # a list for both
        "why",
        "about",
        "sender_name",
        "confirmed_at",
        "report_text",
        "state",
        "settled_at",
        "settled_by",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Thread]:
        """Return those of the moderator's territories that are held back or reported."""
        threads = Thread.objects.for_moderators().moderated_by(moderator(request))
        return threads.select_related("settled_by").prefetch_related("sheet")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the thread of this number. Raises Http404 when it does not exist, or not for this moderator."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

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
        if not isinstance(thread.sheet, Sheet):
            return "—"
        return format_html('<a href="{}">{}</a>', moderation_url(thread.sheet), thread.sheet.title_text)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: people write."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: the purge blanks them."""
        return False

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show what was said, and the buttons that make sense now."""
        thread: Thread | None = kwargs.get("obj")
        if thread is not None:
            context |= {
                "thread": thread,
                "turns": list(thread.turns.exclude(text="")),
                "is_held": thread.state == Thread.State.HELD,
                "is_reported": thread.reported_at is not None and thread.settled_at is None,
                "is_banned": checking.is_banned(thread),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        """Do what the button says; somebody may have been quicker."""
        by = Author.moderator(moderator(request))
        for name, (decide, done) in DECISIONS.items():
            if name in request.POST:
                try:
                    decide(obj, by)
                except TransitionRefused as refusal:
                    self.message_user(request, str(refusal), messages.ERROR)
                else:
                    self.message_user(request, done, messages.SUCCESS)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Lead back to the list: `save_model` said what was done."""
        return self.response_post_save_change(request, obj)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # no entry
        """Write nothing: the thread says who decided."""
