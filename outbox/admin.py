"""The outbox in the admin: what left, what waits, what was given up."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from outbox.actions import retry
from outbox.examples import previews
from outbox.models import Message


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    """Mails, for superusers: addresses are private, and a text that waits may hold a secret link."""

    list_display = ["subject", "to", "state", "attempts", "created_at", "sent_at", "last_error"]
    list_filter = ["state"]
    search_fields = ["to", "subject"]
    sortable_by = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = ["send_again"]
    change_list_template = "outbox/admin/message_list.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the previews of all mails."""
        view = self.admin_site.admin_view(self.examples_view)
        return [path("exemples/", view, name="outbox_message_examples"), *super().get_urls()]

    def examples_view(self, request: HttpRequest) -> HttpResponse:
        """Show every mail of the site with made-up names: for superusers, and those who were given the right."""
        if not request.user.has_perm("outbox.view_message"):
            raise PermissionDenied
        shell = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        context = shell | {"title": "Modèles des courriels", "previews": previews()}
        return TemplateResponse(request, "outbox/admin/examples.html", context)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave the text out once the mail has left."""
        fields = ["to", "subject", "state", "attempts", "last_error", "created_at", "sent_at"]
        return fields if obj is None or obj.state == Message.State.SENT else [*fields, "body"]

    @admin.action(description="Envoyer de nouveau", permissions=["view"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Put back in the queue the mails that were given up."""
        count = sum(retry(message=message) for message in queryset)
        if count:
            words = "courriels seront envoyés" if count > 1 else "courriel sera envoyé"
            self.message_user(request, f"{count} {words} de nouveau.", messages.SUCCESS)
        else:
            text = "Aucun de ces courriels n’avait été abandonné\u00a0: rien n’est à envoyer de nouveau."
            self.message_user(request, text, messages.WARNING)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Leave the outbox to superusers."""
        return bool(request.user.is_active and request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave the outbox to superusers."""
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: `outbox.actions` writes mails."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a mail is not rewritten."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: the daily purge empties the outbox."""
        return False
