"""The admin's front page: what waits, first."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse

# The models of the front page by what one comes to do; those of other applications follow under their own name.
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Annuaire",
        (
            "initiatives.Initiative",
            "initiatives.Actor",
            "initiatives.Call",
            "events.Event",
            "articles.Article",
            "articles.FeedEntry",
            "articles.PartnerFeed",
            "initiatives.Animator",
            "initiatives.Tag",
            "initiatives.Theme",
            "initiatives.Synonyms",
            "moderation.Proposal",
            "initiatives.Agreement",
            "moderation.Report",
            "contact.Thread",
            "contact.Introduction",
            "moderation.Kit",
        ),
    ),
    ("Relecture", ("moderation.CharterPoint", "moderation.CannedReason")),
    ("Site", ("territoires.Page",)),
    (
        "Équipe",
        ("contributors.User", "auth.Group", "contributors.Invitation", "contributors.SensitiveAct"),
    ),
    ("Personnes et courriels", ("contributors.Contributor", "contributors.RightsRequest", "outbox.Message")),
    ("Lieux", ("places.Region", "places.Department", "places.Intercommunality", "places.Commune")),
)


class LookUp(AutocompleteJsonView):
    """Answers as people type; homonyms are told apart by their label."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, Any]:
        """Return what the list shows of one object; of a place, where it is, for the map of the form."""
        shown = {"text": str(getattr(obj, "label", obj))}
        where = {name: getattr(obj, name) for name in ("latitude", "longitude") if hasattr(obj, name)}
        return super().serialize_result(obj, to_field_name) | shown | where


class AdminSite(admin.AdminSite):
    """Django's admin with the moderation queue on its index.

    Models are imported in its methods: Django asks for this class while it loads the applications.
    """

    site_header = "Territoires contributifs\u00a0: modération"
    site_title = "Modération"
    index_title = "Ce qui attend"
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        """Tell whether this is a member of the team who gave their second factor, where one is needed."""
        from contributors.second_factor import passed

        return super().has_permission(request) and passed(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Ask for the password; whoever gave it goes on to the second factor."""
        inside = super().has_permission(request) and not self.has_permission(request)
        if inside and request.method in ("GET", "HEAD"):
            asked = {REDIRECT_FIELD_NAME: request.GET.get(REDIRECT_FIELD_NAME, "")}
            return redirect(f"{reverse('second_factor_code')}?{urlencode(asked)}")
        return super().login(request, extra_context)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Change one's own password, and write it down."""
        from contributors.models import User
        from contributors.passwords import record_change

        response = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302 and isinstance(request.user, User):
            record_change(user=request.user, by=request.user, how="par la personne elle-même")
        return response

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show the queues of the kinds of sheet that this person may see."""
        from moderation.admin import moderator
        from moderation.desk import lines_of
        from moderation.models import Sheet
        from moderation.queue import queues_of, taken_by

        kinds = [
            model
            for model, page in self._registry.items()
            if issubclass(model, Sheet) and page.has_view_or_change_permission(request)
        ]
        user = moderator(request)
        queues = queues_of(kinds, user)
        context = {
            "queues": queues,
            "waiting": sum(queue.count for queue in queues),
            "lines": lines_of(user, kinds),
            "mine": taken_by(user, kinds),
        }
        return super().index(request, context | (extra_context or {}))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Group the models by what one comes to do."""
        applications = super().get_app_list(request, app_label)
        if app_label:
            return applications
        models = {model["model"]._meta.label: model for app in applications for model in app["models"]}
        placed = {label for _, labels in SECTIONS for label in labels}
        sections: list[Any] = []
        for name, labels in SECTIONS:
            shown = [models[label] for label in labels if label in models]
            sections.append({"name": name, "app_label": "", "app_url": "", "models": shown})
        rest = [
            app | {"models": [model for model in app["models"] if model["model"]._meta.label not in placed]}
            for app in applications
        ]
        return [section for section in (*sections, *rest) if section["models"]]

    def autocomplete_view(self, request: HttpRequest) -> Any:
        """Answer the look-ups of forms."""
        return LookUp.as_view(admin_site=self)(request)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Add the pages of the desk.

        Left out is Django's redirection by type and number: it gives away addresses outside one's territories.
        """
        from moderation.admin import desk_urls

        urls = [url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site"]
        return [*desk_urls(self), *urls]
