"""The sheets that look like another, on its page: the way to merge them, or to say that they are not the same."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path

from moderation import merging
from moderation.admin.merging import MergingAdmin
from moderation.admin.territories import moderator
from moderation.models import Distinct, Merge, Sheet, Status
from moderation.queue import Waiting, moderation_url


@dataclass(frozen=True)
class TwinRow:
    """A sheet that may tell the same as another, and what may be done about it."""

    waiting: Waiting
    why: str
    number: int
    merge_url: str = ""
    is_ours: bool = False


class TwinsAdmin(MergingAdmin):
    """Tells what a sheet has to do with others of its kind, and remembers which are not the same."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address that takes what a moderator says of a pair."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_distinct"
        view = self.admin_site.admin_view(self.distinct_view)
        return [path("<int:object_id>/differente/", view, name=name), *super().get_urls()]

    def distinct_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Remember that two sheets are not the same, or with `again` that they may be."""
        sheet = self.get_object(request, str(object_id))
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        number = request.POST.get("again") or request.POST.get("distinct", "")
        if not number.isdecimal() or len(number) > 18:
            raise Http404
        other = get_object_or_404(self.get_queryset(request).exclude(pk=sheet.pk), pk=number)
        if "again" in request.POST:
            Distinct.objects.forget(sheet, other)
            text = f"«\u00a0{other.title_text}\u00a0» peut de nouveau être montrée comme un doublon."
        else:
            Distinct.objects.remember(sheet, other, by=moderator(request))
            text = f"«\u00a0{other.title_text}\u00a0» ne sera plus montrée comme un doublon de cette fiche."
        self.message_user(request, text, messages.SUCCESS)
        return redirect(self.address("change", sheet.pk))

    def kinship(self, request: HttpRequest, sheet: Sheet, twins: list[tuple[Waiting, str]]) -> dict[str, Any]:
        """Return what the page of a sheet tells of those that look like it, joined it, or are told apart from it."""
        here = self.get_queryset(request)
        joined = list(here.filter(merged_into=sheet.pk))
        apart = list(here.filter(pk__in=Distinct.objects.others_than(sheet)))
        numbers = [twin.sheet.pk for twin, _ in twins]
        ours = set(here.filter(pk__in=numbers).values_list("pk", flat=True)) if numbers else set()
        merged = Merge.objects.of_loser(sheet) if sheet.status == Status.MERGED else None
        return {
            "twins": [self._twin(sheet, twin, why, is_ours=twin.sheet.pk in ours) for twin, why in twins],
            "apart": apart,
            "joined": [Waiting(other, moderation_url(other)) for other in joined],
            "winner_url": moderation_url(sheet.merged_into) if sheet.merged_into else "",
            "unmerge_url": self.address("unmerge", sheet.pk) if merged else "",
            "distinct_url": self.address("distinct", sheet.pk),
        }

    def _twin(self, sheet: Sheet, twin: Waiting, why: str, *, is_ours: bool) -> TwinRow:
        """Return one likely twin, and the page that merges it with a sheet, if both may be."""
        pairs = [(twin.sheet, sheet), (sheet, twin.sheet)]
        pair = next((pair for pair in pairs if is_ours and not merging.why_not(*pair)), None)
        url = self.address("merge", pair[0].pk, pair[1].pk) if pair else ""
        return TwinRow(twin, why, twin.sheet.pk, merge_url=url, is_ours=is_ours)
