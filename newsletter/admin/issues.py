"""Letters to mailing lists in the admin: read before they leave, introduced, sent."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from contributors.fields import CleanTextField
from moderation.actions import TransitionRefused
from moderation.admin import moderator
from newsletter import issues
from newsletter.letters import for_list
from newsletter.models import Issue
from newsletter.models.issue import INTRODUCTION_LENGTH


class IssueForm(forms.ModelForm):
    """A few words above the news."""

    introduction = CleanTextField(
        label="Introduction",
        max_length=INTRODUCTION_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Quelques mots au-dessus des nouvelles. Texte simple. Ne nommez personne sans son accord\u00a0: la "
        "lettre reste dans les archives.",
    )

    class Meta:
        model = Issue
        fields = ["introduction"]


@admin.register(Issue)
class IssueAdmin(admin.ModelAdmin):
    """Letters to the mailing lists of the moderator's territories."""

    form = IssueForm
    change_form_template = "newsletter/admin/issue.html"
    list_display = ["mailing_list", "told", "state", "sent_by"]
    fields = ["introduction"]
    view_on_site = False  # a draft has no page; of what was sent, the template says where it is
    sortable_by = ()
    ordering = ["-start", "-pk"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Issue]:
        """Return those to the lists of the moderator's territories."""
        found = Issue.objects.moderated_by(moderator(request))
        return found.select_related("mailing_list", "sent_by").order_by("-start", "-pk")

    def get_urls(self) -> list[URLPattern]:
        """Add the files."""
        view = self.admin_site.admin_view(self.file_view)
        own = path("<int:object_id>/lettre.<slug:kind>", view, name="newsletter_issue_file")
        return [own, *super().get_urls()]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the one of this number. Raises Http404 when it does not exist, or not for this moderator."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    @admin.display(description="période")
    def told(self, issue: Issue) -> str:
        """Return the time that it tells of."""
        return issue.period.phrase

    @admin.display(description="état")
    def state(self, issue: Issue) -> str:
        """Return whether it left."""
        return f"partie, n°\u00a0{issue.label}" if issue.is_sent else "brouillon"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: each period of a list has its own."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: what was sent is archived."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse to change what was sent."""
        return super().has_change_permission(request, obj) and not (obj and obj.is_sent)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the letter as it would leave now, and the ways to send it."""
        issue = kwargs["obj"]
        digest = issues.digest_of(issue)
        letter = None if digest.is_empty else for_list(digest, issue)
        context |= {
            "issue": issue,
            "letter": letter,
            "text": f"{letter.body.strip()}\n" if letter else "",
            "mailto": issues.as_link(letter, issue) if letter else "",
            "may_send": self.has_change_permission(request, issue),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def file_view(self, request: HttpRequest, object_id: int, kind: str) -> HttpResponse:
        """Give the letter as a text, or as a mail to be sent."""
        issue = self.get_object(request, str(object_id))
        digest = issues.digest_of(issue)
        if kind not in ("txt", "eml") or digest.is_empty or not self.has_view_permission(request, issue):
            raise Http404
        letter = for_list(digest, issue)
        if kind == "txt":
            content, sort = letter.body.strip().encode() + b"\n", "text/plain; charset=utf-8"
        else:
            content, sort = issues.as_file(letter, issue), "message/rfc822"
        response = HttpResponse(content, content_type=sort)
        response.headers["Content-Disposition"] = f'attachment; filename="lettre-{issue.period.name}.{kind}"'
        return response

    def save_model(self, request: HttpRequest, obj: Issue, form: forms.ModelForm, change: bool) -> None:
        """Write the introduction, unless the letter left meanwhile: what was read before may be older than the row."""
        Issue.objects.filter(pk=obj.pk, sent_at=None).update(introduction=obj.introduction)

    def response_change(self, request: HttpRequest, obj: Issue) -> HttpResponse:
        """Send it when a button says so; otherwise the introduction was saved."""
        here = reverse("admin:newsletter_issue_change", args=[obj.pk])
        for name, mails in (("_mail", True), ("_sent", False)):
            if name in request.POST:
                try:
                    sent = issues.send(issue=obj, by=moderator(request), mails=mails)
                except TransitionRefused as refusal:
                    self.message_user(request, str(refusal), messages.ERROR)
                else:
                    where = "La lettre part vers la liste" if mails else "C’est noté"
                    text = f"{where}, et paraît dans les archives sous le n°\u00a0{sent.label}."
                    self.message_user(request, text, messages.SUCCESS)
                return redirect(here)
        if Issue.objects.get(pk=obj.pk).is_sent:
            text = "Cette lettre est partie entre-temps\u00a0: son introduction n’a pas changé."
            self.message_user(request, text, messages.ERROR)
        else:
            self.message_user(request, "L’introduction est enregistrée.", messages.SUCCESS)
        return redirect(here)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # no entry
        """Write nothing: the row says who sent it."""
