"""Articles of partners in the admin: shown or hidden, put in their place, linked to initiatives."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, ManyToManyField, Min, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.own_territory import check_own, own_territory_field
from articles.models import FeedEntry, PartnerFeed
from contributors.models import User
from initiatives.models import Initiative, Theme
from moderation import desk
from moderation.admin.territories import TerritorialAdmin, moderator
from places.territory import Territory

TOLD = ("feed", "original", "excerpt", "published_at", "seen_at")
EDITED = ["state", "territory", "themes", "initiatives"]


class FeedEntryForm(forms.ModelForm):
    """Who sees an article, and what it is about."""

    moderator: Any = None

    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(), label="Thèmes", required=False, widget=forms.CheckboxSelectMultiple
    )
    territory = own_territory_field("Vide\u00a0: toute la France.")

    class Meta:
        model = FeedEntry
        fields = EDITED

    def clean_territory(self) -> str:
        """Refuse a territory that somebody else moderates."""
        token = self.cleaned_data["territory"]
        return check_own(token, self.moderator, needed=False) if "territory" in self.changed_data else token

    def clean_initiatives(self) -> QuerySet[Initiative]:
        """Keep the links to initiatives of elsewhere, which this person does not see."""
        chosen = self.cleaned_data["initiatives"]
        own = Initiative.objects.moderated_by(self.moderator).values("pk")
        elsewhere = self.instance.initiatives.exclude(pk__in=own).values_list("pk", flat=True)
        numbers = {initiative.pk for initiative in chosen} | set(elsewhere)
        return Initiative.objects.filter(pk__in=numbers)


class SiteFilter(admin.SimpleListFilter):
    """Articles of one site, among those that this person moderates."""

    title = "site"
    parameter_name = "site"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the sites by name."""
        feeds = FeedEntry.objects.moderated_by(moderator(request)).values("feed")
        found = PartnerFeed.objects.filter(pk__in=feeds).order_by("name", "pk")
        return [(str(number), name) for number, name in found.values_list("pk", "name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[FeedEntry]) -> QuerySet[FeedEntry]:
        """Limit the list; a site that is not offered limits nothing."""
        known = {str(number) for number, _ in self.lookup_choices}
        number = self.value()
        return queryset.filter(feed=int(number)) if number and number in known else queryset


@admin.register(FeedEntry)
class FeedEntryAdmin(TerritorialAdmin):
    """Articles of the moderator's territories, and of none."""

    form = FeedEntryForm
    list_display = ["title", "state", "published_at", "feed", "territory_name"]
    list_select_related = ["feed"]
    list_filter = ["state", SiteFilter]
    search_fields = ["title"]
    search_help_text = "Mots du titre"
    sortable_by = ()
    ordering = ["-published_at", "-pk"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    autocomplete_fields = ["initiatives"]
    actions = ["show", "hide"]
    readonly_fields = TOLD
    fields = [*TOLD, *EDITED]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Let the form know who types."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.moderator = moderator(request)
        return form

    def formfield_for_manytomany(self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer and accept the initiatives that this person moderates."""
        if db_field.name == "initiatives":
            kwargs["queryset"] = Initiative.objects.moderated_by(moderator(request))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer no initiative to be made from here."""
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "initiatives" and formfield is not None:
            formfield.widget.can_add_related = False
        return formfield

    @admin.display(description="original")
    def original(self, entry: FeedEntry) -> SafeString:
        """Return the way to the article itself."""
        return format_html('<a href="{0}" rel="noopener external">{0}</a>', entry.link)

    @admin.display(description="territoire")
    def territory_name(self, entry: FeedEntry) -> str:
        """Return the name of the territory."""
        place = Territory.from_token(entry.territory)
        return place.label if place else "toute la France"

    @admin.action(description="Montrer", permissions=["change"])
    def show(self, request: HttpRequest, entries: QuerySet[FeedEntry]) -> None:
        """Let visitors see them."""
        self._set(request, entries, FeedEntry.State.SHOWN, "montré")

    @admin.action(description="Cacher", permissions=["change"])
    def hide(self, request: HttpRequest, entries: QuerySet[FeedEntry]) -> None:
        """Take them away from visitors; they do not come back with the next reading."""
        self._set(request, entries, FeedEntry.State.HIDDEN, "caché")

    def _set(self, request: HttpRequest, entries: QuerySet[FeedEntry], state: str, word: str) -> None:
        changed = list(entries.exclude(state=state))
        FeedEntry.objects.filter(pk__in=[entry.pk for entry in changed]).update(state=state)
        for entry in changed:
            self.log_change(request, entry, f"{word.capitalize()}.")
        count = len(changed)
        said = f"{count} articles {word}s." if count > 1 else f"{count} article {word}."
        self.message_user(request, said)

    def save_model(self, request: HttpRequest, obj: FeedEntry, form: Any, change: bool) -> None:
        """Save what was chosen, and leave what a visit wrote meanwhile."""
        obj.place_in(Territory.from_token(obj.territory))
        obj.save(update_fields=["state", "territory", "holders"])

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: they come from feeds."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: one that is deleted would come back; one that is hidden does not."""
        return False


def waiting_line(user: User) -> desk.Line:
    """Return the articles at which nobody has looked."""
    waiting = FeedEntry.objects.waiting().moderated_by(user).order_by()
    found = waiting.aggregate(count=Count("pk"), since=Min("seen_at"))
    url = f"{reverse('admin:articles_feedentry_changelist')}?state__exact=waiting"
    return desk.Line(
        name="articles de partenaires à regarder", url=url, count=found["count"], since=found["since"]
    )


desk.register("articles.change_feedentry", waiting_line)
