"""Verifying together, in the admin: making a list, printing it, typing the answers in."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from moderation import kits
from moderation.actions import TransitionRefused
from moderation.admin.kit_forms import KitForm, Row, counts_of, kept, rows_of
from moderation.admin.territories import moderator
from moderation.authors import Author
from moderation.erasure import sheet_models
from moderation.kits import PER_DOCUMENT, Part
from moderation.models import Kit, Sheet
from moderation.scope import territories_of
from places.territory import Territory

OFFERED = 20  # territories of one's own, offered as links


@admin.register(Kit)
class KitAdmin(admin.ModelAdmin):
    """Lists to verify, each limited to the sheets of the moderator's territories."""

    list_display = ["territory_name", "made_at", "made_by", "progress"]
    sortable_by = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Kit]:
        """Return those in which the moderator has sheets."""
        lines, entered = Count("lines"), Count("lines", filter=~Q(lines__answer=""))
        return Kit.objects.moderated_by(moderator(request)).annotate(count=lines, entered=entered)

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of a list."""
        pages = [("imprimer", self.print_view, "print"), ("saisir", self.entry_view, "entry")]
        own = [
            path(
                f"<int:object_id>/{word}/<int:number>/", self.admin_site.admin_view(view), name=f"kit_{name}"
            )
            for word, view, name in pages
        ]
        return [*own, *super().get_urls()]

    @admin.display(description="réponses saisies")
    def progress(self, kit: Any) -> str:
        """Return how many lines have their answer."""
        return f"{kit.entered} sur {kit.count}"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: the purge deletes them."""
        return False

    def kinds(self, request: HttpRequest) -> dict[str, type[Sheet]]:
        """Return the kinds of sheet that this moderator may change, by label."""
        pages = self.admin_site._registry
        kinds = {kind._meta.label_lower: kind for kind in sheet_models() if kind.lasts and kind in pages}
        return {label: kind for label, kind in kinds.items() if pages[kind].has_change_permission(request)}

    # --- Making a list ---

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for the territory, which an address may give: `?territoire=commune-29019`."""
        kinds = self.kinds(request)
        if not self.has_add_permission(request) or not kinds:
            raise PermissionDenied
        initial = {"territory": request.GET.get("territoire", "")[:100].replace("\0", "")}
        form = KitForm(request.POST if request.method == "POST" else None, kinds=kinds, initial=initial)
        if form.is_valid():
            try:
                kit = kits.make(**form.cleaned_data, by=moderator(request))
                return redirect(reverse("admin:moderation_kit_change", args=[kit.pk]))
            except TransitionRefused as refusal:
                form.add_error("territory", str(refusal))
        context = {"title": "Préparer une vérification", "form": form, "offered": self._offered(request)}
        return self._page(request, "moderation/admin/kit_new.html", context)

    def _offered(self, request: HttpRequest) -> list[Territory]:
        """Return the territories of the moderator, the first ones of many."""
        tokens = (territories_of(moderator(request)) or [])[:OFFERED]
        return [territory for territory in map(Territory.from_token, tokens) if territory]

    # --- A list ---

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the documents to print and the pages where answers are typed."""
        kit = self._kit(request, object_id)
        found = kits.parts(kit, moderator(request))
        context = {"title": f"Liste {kit.pk}\u00a0: {kit.territory_name}", "kit": kit, "parts": found}
        return self._page(request, "moderation/admin/kit.html", context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Have none: a list says who answered."""
        raise Http404

    def print_view(self, request: HttpRequest, object_id: int, number: int) -> HttpResponse:
        """Show the sheets of a part as they are printed."""
        kit = self._kit(request, str(object_id))
        part = self._part(request, kit, number)
        context = {
            "title": f"Vérification\u00a0: {kit.territory_name}",
            "kit": kit,
            "part": part,
            "is_popup": True,  # neither head nor menus: this is a sheet of paper
        }
        return self._page(request, "moderation/admin/kit_print.html", context)

    def entry_view(self, request: HttpRequest, object_id: int, number: int) -> HttpResponse:
        """Take the answers of a part: the first POST is answered with their counts, the second keeps them."""
        kit = self._kit(request, str(object_id))
        part = self._part(request, kit, number)
        if not self.has_change_permission(request) or not self._may_answer(request, part):
            raise PermissionDenied
        posted = request.POST if request.method == "POST" else None
        rows = rows_of(part, posted, moderator(request))
        forms = [row.form for row in rows if row.form]
        wrong = [form for form in forms if not form.is_valid()]
        valid = posted is not None and not wrong
        answered = [form for form in forms if valid and form.is_answered]
        if valid and answered and "_back" not in request.POST:
            if "confirmed" in request.POST:
                return self._keep(request, kit, number, rows)
            context = {"rows": rows, "counts": counts_of(rows), "answered": answered}
            return self._entry(request, "moderation/admin/kit_confirm.html", kit, part, context)
        if valid and not answered:
            self.message_user(request, "Aucune réponse à enregistrer.", messages.WARNING)
        return self._entry(request, "moderation/admin/kit_entry.html", kit, part, {"rows": rows})

    def _keep(self, request: HttpRequest, kit: Kit, number: int, rows: list[Row]) -> HttpResponse:
        """Keep each answer in turn; those that could not be kept stay on the page, with the reason."""
        by, refused = Author.moderator(moderator(request)), {}
        answered = [row.form for row in rows if row.form and row.form.is_answered]
        for form in answered:
            try:
                kits.enter(line=form.line, by=by, **form.cleaned_data)
            except TransitionRefused as refusal:
                refused[form.line.pk] = str(refusal)
        if done := len(answered) - len(refused):
            self.message_user(request, kept(done), messages.SUCCESS)
        late = any(row.notice for row in rows)
        if not refused and not late:
            return redirect(reverse("admin:moderation_kit_change", args=[kit.pk]))
        part = self._part(request, kit, number)
        again = rows_of(part, request.POST, moderator(request))
        for row in again:
            row.notice = refused.get(row.line.pk, row.notice)
        return self._entry(request, "moderation/admin/kit_entry.html", kit, part, {"rows": again})

    def _entry(
        self, request: HttpRequest, template: str, kit: Kit, part: Part, context: dict[str, Any]
    ) -> HttpResponse:
        rows = context["rows"]
        wrong = [row for row in rows if row.notice or (row.form and row.form.is_bound and row.form.errors)]
        title = f"Saisir les réponses\u00a0: {kit.territory_name}, fiches {part.first} à {part.last}"
        shown = {"title": title, "kit": kit, "part": part, "wrong": wrong}
        return self._page(request, template, shown | context)

    def _may_answer(self, request: HttpRequest, part: Part) -> bool:
        """Tell whether the moderator may change every kind of sheet of a part."""
        return {type(line.sheet) for line in part.lines} <= set(self.kinds(request).values())

    def _kit(self, request: HttpRequest, object_id: str) -> Kit:
        """Return a list. Raises Http404 when it does not exist or has nothing for this moderator."""
        kit: Any = self.get_object(request, object_id)
        if kit is None:
            raise Http404
        if not self.has_view_or_change_permission(request, kit):
            raise PermissionDenied
        return kit

    def _part(self, request: HttpRequest, kit: Kit, number: int) -> Part:
        part = kits.part_of(kit, number, moderator(request)) if 0 < number <= kits.LINES else None
        if part is None:
            raise Http404
        return part

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> TemplateResponse:
        shell = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        more = {"per_document": PER_DOCUMENT, "now": timezone.localdate()}
        return TemplateResponse(request, template, shell | more | context)
