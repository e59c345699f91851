"""What messages and introductions have in common in the admin: read, and decided about by a button."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Min, QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from contact import checking
from contributors.models import User
from moderation.actions import TransitionRefused
from moderation.admin import moderator
from moderation.authors import Author
from moderation.desk import Line
from moderation.models import Sheet
from moderation.queue import moderation_url

# What a button does, which returns what is said then; buttons are told by their names.
Decisions = Mapping[str, Callable[[Any, Author], str]]


def said(act: Callable[[Any, Author], object], text: str) -> Callable[[Any, Author], str]:
    """Return a decision that does something, then always says the same."""

    def decide(exchange: Any, by: Author) -> str:
        act(exchange, by)
        return text

    return decide


def blocks(*roles: str) -> Decisions:
    """Return the buttons that keep what each of these persons writes from everybody, or no more."""
    banned = "Plus rien de ce que cette personne écrit ne sera transmis."
    lifted = "Ce que cette personne écrit est de nouveau transmis."
    found: dict[str, Callable[[Any, Author], str]] = {}
    for role in roles:
        ban, unban = partial(_ban, role=role), partial(_unban, role=role)
        found |= {f"_ban_{role}": said(ban, banned), f"_unban_{role}": said(unban, lifted)}
    return found


def _ban(exchange: Any, by: Author, *, role: str) -> None:
    checking.ban(exchange=exchange, role=role, by=by)


def _unban(exchange: Any, by: Author, *, role: str) -> None:
    checking.unban(exchange=exchange, role=role, by=by)


def waiting_line(name: str, model: Any, user: User) -> Line:
    """Return the line of the desk for what waits of a model."""
    waiting = model.objects.waiting().moderated_by(user).order_by()
    found = waiting.aggregate(count=Count("pk"), since=Min("confirmed_at"))
    url = reverse(f"admin:contact_{model._meta.model_name}_changelist")
    return Line(name=name, url=url, count=found["count"], since=found["since"])


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

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Limit the list."""
        objects: Any = queryset.model._default_manager
        waiting = objects.waiting().values("pk")
        match self.value():
            case "tous":
                return queryset
            case "traites":
                return queryset.exclude(pk__in=waiting)
            case _:
                return queryset.filter(pk__in=waiting)


def sheet_link(sheet: object) -> SafeString | str:
    """Return a link to the page where a sheet is moderated."""
    if not isinstance(sheet, Sheet):
        return "—"
    return format_html('<a href="{}">{}</a>', moderation_url(sheet), sheet.title_text)


class ExchangeAdmin(admin.ModelAdmin):
    """Exchanges about sheets of the moderator's territories, of which nobody sees an address."""

    decisions: Decisions = {}
    list_filter = [WaitingFilter]
    ordering = ["pk"]
    sortable_by = ()
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return those of the moderator's territories that moderators may read."""
        objects: Any = self.model._default_manager
        found: QuerySet[Any] = objects.for_moderators().moderated_by(moderator(request))
        return found.select_related("settled_by")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the one of this number. Raises Http404 when it does not exist, or not for this moderator."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

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
        exchange = kwargs.get("obj")
        context |= {
            "exchange": exchange,
            "is_reported": exchange is not None and exchange.reported_at and not exchange.settled_at,
            "blockable": self.blockable(exchange, moderator(request)) if exchange else [],
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def people(self, exchange: Any) -> dict[str, str]:
        """Return, by their roles, whom a moderator may keep from writing, in words that follow « bloquer partout »."""
        raise TypeError(f"{type(self).__name__} must say who wrote.")

    def blockable(self, exchange: Any, user: User) -> list[dict[str, Any]]:
        """Return what the buttons about each of the known persons say and do."""
        return [
            {
                "role": role,
                "name": name,
                "is_banned": checking.bans(exchange, role).exists(),
                "may_unban": checking.may_unban(exchange, role, user),
            }
            for role, name in self.people(exchange).items()
            if checking.person_of(exchange, role)
        ]

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        """Do what the button says; somebody may have been quicker."""
        by = Author.moderator(moderator(request))
        for name, decide in self.decisions.items():
            if name in request.POST:
                try:
                    done = decide(obj, by)
                except TransitionRefused as refusal:
                    self.message_user(request, str(refusal), messages.ERROR)
                else:
                    self.message_user(request, done, messages.SUCCESS)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Lead back to the list: `save_model` said what was done."""
        return self.response_post_save_change(request, obj)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # no entry
        """Write nothing: the row says who decided."""
