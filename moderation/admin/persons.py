"""Persons without an account, in the admin: what they wrote to others is erased at their wish."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from contributors.admin import ContributorAdmin
from contributors.models import Contributor
from moderation.admin.territories import moderator
from moderation.person_erasure import erase_words

admin.site.unregister(Contributor)


@admin.register(Contributor)
class PersonAdmin(ContributorAdmin):
    """Persons, as `contributors` shows them to superusers, who may erase what they wrote."""

    actions = ["erase_words"]

    @admin.action(description="Effacer ses messages")
    def erase_words(self, request: HttpRequest, queryset: QuerySet[Contributor]) -> HttpResponse | None:
        """Say what goes, then erase it: only the button of that page does."""
        people = list(queryset.order_by("pk"))
        if "confirmed" in request.POST:
            left = sum(erase_words(contributor=person, by=moderator(request)) for person in people)
            self.message_user(
                request, "Ce que cette personne a écrit par ce site est effacé.", messages.SUCCESS
            )
            if left:
                text = f"Signalé par quelqu’un d’autre, cela attend d’abord une décision\u00a0: {left}."
                self.message_user(request, text, messages.WARNING)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "Effacer ses messages",
            "opts": self.opts,
            "people": people,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "moderation/admin/erase_words.html", context)
