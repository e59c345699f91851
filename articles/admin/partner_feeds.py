"""Feeds of partners in the admin: tried, added, read now, and what went wrong."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.admin.own_territory import check_own, own_territory_field
from articles.models import FeedEntry, PartnerFeed
from articles.models.partner_feed import BEGINNING, NOTE_LENGTH
from articles.partners.visits import Busy, look, visit
from contributors.fields import CleanCharField, CleanTextField, PublicUrlField
from contributors.models import User
from contributors.typography import day_in_words
from fetching.addresses import FetchFailed
from initiatives.models import Theme
from moderation import desk
from moderation.admin.territories import TerritorialAdmin, moderator
from places.territory import Territory

LIST = "admin:articles_partnerfeed_changelist"
STATE = ("visited_at", "succeeded_at", "failing_since", "failures", "last_error", "next_visit_at", "gone_at")
BUSY = "Ce site est en train d’être lu. Réessayez dans une minute."


class PartnerFeedForm(forms.ModelForm):
    """What the team says of a feed."""

    moderator: Any = None

    name = CleanCharField(label="Nom du site", max_length=100, help_text="Tel que les visiteurs le liront.")
    site_url = PublicUrlField(label="Adresse du site")
    feed_url = PublicUrlField(label="Adresse du flux", help_text="RSS ou Atom, souvent /feed ou /rss.xml.")
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(),
        label="Thèmes",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Donnés d’office à ses articles.",
    )
    territory = own_territory_field("Donné d’office à ses articles. Vide\u00a0: toute la France.")
    is_trusted = forms.BooleanField(
        label="De confiance",
        required=False,
        help_text="Ses articles sont montrés dès qu’ils arrivent. Sinon, ils attendent que quelqu’un les regarde.",
    )
    is_active = forms.BooleanField(label="Lu régulièrement", required=False, initial=True)
    consent_note = CleanTextField(
        label="Accord du partenaire",
        max_length=NOTE_LENGTH,
        help_text="Qui a donné son accord, quand, comment. Personne d’autre que l’équipe ne le lit.",
    )

    class Meta:
        model = PartnerFeed
        fields = [
            "name",
            "site_url",
            "feed_url",
            "themes",
            "territory",
            "is_trusted",
            "is_active",
            "consent_note",
        ]

    def clean_territory(self) -> str:
        """Refuse a territory that somebody else moderates."""
        return check_own(self.cleaned_data["territory"], self.moderator, needed=True)


class TrialForm(forms.Form):
    """The address of a feed to try."""

    feed_url = PublicUrlField(label="Adresse du flux, ou de la page qui l’annonce")


@admin.register(PartnerFeed)
class PartnerFeedAdmin(TerritorialAdmin):
    """Feeds of the moderator's territories."""

    form = PartnerFeedForm
    change_form_template = "articles/admin/partner_feed.html"
    change_list_template = "articles/admin/partner_feed_list.html"
    list_display = ["name", "trouble", "succeeded_at", "is_active", "is_trusted", "territory_name"]
    list_filter = ["is_active", "is_trusted"]
    search_fields = ["name", "site_url", "feed_url"]
    search_help_text = "Nom ou adresse"
    sortable_by = ["name", "succeeded_at"]
    ordering = ["name", "pk"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None
    readonly_fields = STATE

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Let the form know who types."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.moderator = moderator(request)
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show what visits gave once there may be any."""
        own: Any = (None, {"fields": PartnerFeedForm.Meta.fields})
        return [own, ("Lectures", {"fields": list(STATE)})] if obj else [own]

    def get_urls(self) -> list[URLPattern]:
        """Add trying and reading."""
        own = [
            path("essayer/", self.admin_site.admin_view(self.trial_view), name="partnerfeed_trial"),
            path(
                "<int:object_id>/lire/",
                self.admin_site.admin_view(require_POST(self.read_view)),
                name="partnerfeed_read",
            ),
        ]
        return [*own, *super().get_urls()]

    @admin.display(description="territoire")
    def territory_name(self, feed: PartnerFeed) -> str:
        """Return the name of the territory."""
        place = Territory.from_token(feed.territory)
        return place.label if place else "toute la France"

    @admin.display(description="ennui")
    def trouble(self, feed: PartnerFeed) -> str:
        """Return what went wrong the last time, since when, and how often."""
        if not feed.failing_since:
            return feed.last_error
        since = timezone.localtime(feed.failing_since)
        times = (
            f"{feed.failures} échec{'s' if feed.failures > 1 else ''} depuis le {day_in_words(since.date())}"
        )
        return f"{feed.last_error} ({times})"

    def save_model(self, request: HttpRequest, obj: PartnerFeed, form: Any, change: bool) -> None:
        """Save what was typed, and leave what a visit wrote meanwhile; another address begins anew."""
        obj.place_in(Territory.from_token(obj.territory))
        written = [name for name in PartnerFeedForm.Meta.fields if name != "themes"] + ["holders"]
        if change and obj.is_active and {"feed_url", "is_active"} & set(form.changed_data):
            obj.begin_anew()
            written += BEGINNING
        obj.save(update_fields=written) if change else obj.save()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Say how many articles go with feeds: they go whatever the rights on each, the partner wishes it."""
        feeds = list(objs)
        entries = FeedEntry.objects.filter(feed__in=feeds).count()
        counts = {self.opts.verbose_name_plural: len(feeds), FeedEntry._meta.verbose_name_plural: entries}
        return [str(feed) for feed in feeds], counts, set(), []

    def delete_model(self, request: HttpRequest, obj: PartnerFeed) -> None:
        """Delete a feed with its articles, once no visit writes them: they are locked in the order of visits."""
        with transaction.atomic():
            PartnerFeed.objects.select_for_update().filter(pk=obj.pk).first()
            list(obj.entries.order_by("pk").select_for_update().values_list("pk"))
            super().delete_model(request, obj)

    def trial_view(self, request: HttpRequest) -> HttpResponse:
        """Show what a feed would give, and keep nothing."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form, reading, failure = TrialForm(request.POST or None), None, None
        if request.method == "POST" and form.is_valid():
            try:
                reading = look(form.cleaned_data["feed_url"])
            except FetchFailed as failed:
                failure = failed
        context = {"form": form, "reading": reading, "failure": failure, "title": "Essayer un flux"}
        return self.admin_page(request, "articles/admin/trial.html", context)

    def read_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Read a feed at once."""
        feed = self.get_object(request, str(object_id))
        if not self.has_change_permission(request, feed):
            raise PermissionDenied
        try:
            found = visit(feed)
        except Busy:
            self.message_user(request, BUSY, messages.WARNING)
        else:
            if found.error:
                self.message_user(request, found.error, messages.WARNING if found.is_read else messages.ERROR)
            if found.is_read:
                said = {0: "Rien de nouveau.", 1: "Un nouvel article."}
                self.message_user(request, said.get(found.taken, f"{found.taken} nouveaux articles."))
        return redirect(reverse("admin:articles_partnerfeed_change", args=[feed.pk]))


def broken_line(user: User) -> desk.Line:
    """Return the feeds that nobody could read for a week."""
    found = (
        PartnerFeed.objects.broken()
        .moderated_by(user)
        .order_by()
        .aggregate(count=Count("pk"), since=Min("failing_since"))
    )
    return desk.Line(
        name="flux de partenaires en panne", url=reverse(LIST), count=found["count"], since=found["since"]
    )


desk.register("articles.change_partnerfeed", broken_line)
