"""Articles of partners in the admin: shown or hidden, put in their place, linked to initiatives."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, ManyToManyField, Min, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.own_territory import check_own, own_territory_field
from articles.models import FeedEntry, PartnerFeed
from contributors.models import User
from contributors.typography import day_in_words
from initiatives.models import Initiative, Theme
from moderation import desk
from moderation.admin.territories import TerritorialAdmin, moderator
from places.territory import Territory

TOLD = ("feed", "title", "excerpt", "original", "published_at", "seen_at")
EDITED = ["state", "territory", "themes", "initiatives"]
CHANGED = "Le site vient de changer ce texte\u00a0: relisez-le ci-dessous, puis enregistrez de nouveau."


class FeedEntryForm(forms.ModelForm):
    """Who sees an article, and what it is about."""

    moderator: Any = None

    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(), label="Thèmes", required=False, widget=forms.CheckboxSelectMultiple
    )
    territory = own_territory_field("Vide\u00a0: toute la France.")
    told = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["told"] = self.instance.told

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

    def clean(self) -> dict[str, Any]:
        """Show nothing to visitors that has changed since it was read: it is shown here again."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("state") == FeedEntry.State.SHOWN and cleaned.get("told") != self.instance.told:
            given: Any = self.data
            again = given.copy()
            again[self.add_prefix("told")] = self.instance.told
            self.data = again
            self.add_error(None, ValidationError(CHANGED, code="changed"))
        return cleaned


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
    list_display = ["title", "said", "state", "origin"]
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
    fields = [*TOLD, *EDITED, "told"]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Hold what is about to be saved: it stays as the form found it until then.

        Raises Http404 when it does not exist, or no longer, or not for this moderator.
        """
        found = super().get_object(request, object_id, from_field)
        # The history answers POST too, outside a transaction: it saves nothing.
        if request.method != "POST" or not transaction.get_connection().in_atomic_block:
            return found
        return get_object_or_404(self.get_queryset(request).select_for_update(no_key=True), pk=found.pk)

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

    @admin.display(description="texte")
    def said(self, entry: FeedEntry) -> SafeString:
        """Return what visitors would read, the way to the original, and a mark of what was read."""
        return format_html(
            '<div>{0}</div><a href="{1}" rel="noopener external">Original'
            '<span class="visually-hidden"> de {2}</span></a>'
            '<input type="hidden" name="told-{3}" value="{4}">',
            entry.excerpt,
            entry.link,
            entry.title,
            entry.pk,
            entry.told,
        )

    @admin.display(description="d’où et quand")
    def origin(self, entry: FeedEntry) -> str:
        """Return the site, the day, and the territory."""
        place = Territory.from_token(entry.territory)
        day = day_in_words(timezone.localdate(entry.published_at))
        return f"{entry.feed}, {day}, {place.label if place else 'toute la France'}"

    @admin.action(description="Montrer", permissions=["change"])
    def show(self, request: HttpRequest, entries: QuerySet[FeedEntry]) -> None:
        """Let visitors see them, but for those that were not on the page, or not as they are now."""
        with transaction.atomic():
            held = self._held(request, entries)
            read = [entry for entry in held if request.POST.get(f"told-{entry.pk}") == entry.told]
            self._set(request, read, FeedEntry.State.SHOWN, "montré")
        if left := len(held) - len(read):
            start = f"{left} articles ont changé" if left > 1 else "Un article a changé"
            said = (
                f"{start} depuis l’affichage de la page, ou n’y étai{'en' if left > 1 else ''}t pas\u00a0: "
            )
            self.message_user(request, f"{said}relisez et recommencez.", messages.WARNING)

    @admin.action(description="Cacher", permissions=["change"])
    def hide(self, request: HttpRequest, entries: QuerySet[FeedEntry]) -> None:
        """Take them away from visitors; they do not come back with the next reading."""
        with transaction.atomic():
            self._set(request, self._held(request, entries), FeedEntry.State.HIDDEN, "caché")

    def _held(self, request: HttpRequest, entries: QuerySet[FeedEntry]) -> list[FeedEntry]:
        """Return entries as they are, and as they stay until the transaction ends; none that left for elsewhere."""
        numbers = list(entries.values_list("pk", flat=True))
        own: Any = self.get_queryset(request).filter(pk__in=numbers)
        return list(own.order_by("pk").select_for_update(no_key=True))

    def _set(self, request: HttpRequest, entries: list[FeedEntry], state: str, word: str) -> None:
        changed = [entry for entry in entries if entry.state != state]
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
