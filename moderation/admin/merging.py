"""Merging two sheets in the admin: side by side, field by field."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path

from contributors.fields import CleanTextField
from moderation import merging
from moderation.actions import TransitionRefused
from moderation.admin.parting import PartingAdmin
from moderation.admin.territories import moderator
from moderation.authors import Author
from moderation.combining import BOTH, LOSER, WINNER, choices_for, is_empty
from moderation.models import Sheet, Status
from moderation.queue import moderation_url
from moderation.snapshots import not_back

NOTE_LENGTH = 500  # characters


@dataclass(frozen=True)
class Row:
    """One field of the merge screen, in which the two sheets differ."""

    name: str
    """In the names of the buttons."""
    label: str
    mine: list[str]
    theirs: list[str]
    choices: list[str]
    chosen: str

    @property
    def may_be_both(self) -> bool:
        """Whether the winner may have what both say."""
        return BOTH in self.choices


class NoteForm(forms.Form):
    """A word for the history."""

    note = CleanTextField(
        label="Remarque (facultatif)",
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Pour l’historique des deux fiches, que seules lisent les personnes qui modèrent.",
    )


class MergingAdmin(PartingAdmin):
    """Offers to merge two sheets, from the page of one and from the list."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page that merges."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<int:object_id>/fusion/<int:other_id>/", view, name=name), *super().get_urls()]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer to merge two sheets of the list."""
        own = super().get_actions(request)
        if IS_POPUP_VAR in request.GET or not self.has_change_permission(request):
            return own
        return own | {"merge_two": (merge_two, "merge_two", "Fusionner deux fiches")}

    def merge_view(self, request: HttpRequest, object_id: int, other_id: int) -> HttpResponse:
        """Show two sheets side by side, field by field, then have the second join the first: only the POST does."""
        winner, loser = (self.get_object(request, str(number)) for number in (object_id, other_id))
        if not self.has_change_permission(request):
            raise PermissionDenied
        if loser.is_published and winner.status == Status.PENDING:
            return redirect(self.address("merge", loser.pk, winner.pk))
        if reason := merging.why_not(winner, loser):
            self.message_user(request, reason, messages.ERROR)
            return redirect(self.address("change", winner.pk))
        seen = merging.newest_of(winner, loser)
        for sheet in (winner, loser):
            sheet.refresh_from_db()  # what is shown is never older than what vouches for it
        rows, same = self._rows(winner, loser, request.POST)
        form = NoteForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                return self._merge(request, winner, loser, {row.name: row.chosen for row in rows}, form)
            except merging.ChangedMeanwhile as refusal:
                self.message_user(request, str(refusal), messages.WARNING)
        context = {
            "title": "Fusionner deux fiches",
            "winner": winner,
            "loser": loser,
            "winner_url": moderation_url(winner),
            "loser_url": moderation_url(loser),
            "rows": rows,
            "same": same,
            "form": form,
            "seen": seen,
            "swap_url": self.address("merge", loser.pk, winner.pk) if loser.is_published else "",
            "back": self.address("change", loser.pk),
        }
        return self.admin_page(request, "moderation/admin/merge.html", context)

    def _rows(self, winner: Sheet, loser: Sheet, posted: Any) -> tuple[list[Row], list[str]]:
        """Return the fields that differ, with what was chosen or is likely to be, and the labels of the others."""
        mine, theirs = winner.snapshot(), loser.snapshot()
        reader = self.reader(self.model, public=False)
        reader.prepare([mine, theirs])
        rows, same = [], []
        names = (mine.keys() & theirs.keys()) - winner.stays_in_merge
        for name in sorted(names, key=lambda name: (reader.rank(name), name)):
            if mine[name] == theirs[name]:
                if not is_empty(mine[name]):
                    same.append(reader.label(name))
                continue
            choices = choices_for(mine[name], theirs[name])
            likely = LOSER if is_empty(mine[name]) else WINNER
            if BOTH in choices and name not in winner.alternatives:
                likely = BOTH
            asked = posted.get(f"choice-{name}")
            here, there = reader.read(name, mine[name]), reader.read(name, theirs[name])
            rows.append(
                Row(name, reader.label(name), here, there, choices, asked if asked in choices else likely)
            )
        return rows, same

    def _merge(
        self, request: HttpRequest, winner: Sheet, loser: Sheet, choices: dict[str, str], form: NoteForm
    ) -> HttpResponse:
        """Merge, and tell the moderator what was done, or why it was not."""
        try:
            _, left = merging.merge(
                winner=winner,
                loser=loser,
                choices=choices,
                by=Author.moderator(moderator(request)),
                note=form.cleaned_data["note"],
                seen=request.POST.get("seen", ""),
            )
        except merging.ChangedMeanwhile:
            raise
        except TransitionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect(self.address("change", loser.pk))
        text = f"«\u00a0{loser.title_text}\u00a0» a rejoint «\u00a0{winner.title_text}\u00a0»\u00a0: fiches fusionnées."
        self.message_user(request, text, messages.SUCCESS)
        if left:
            self.message_user(request, not_back(left), messages.WARNING)
        waiting = [other.title_text for other in loser.companions() if other.status == Status.PENDING]
        if waiting:
            names = ", ".join(f"«\u00a0{name}\u00a0»" for name in waiting)
            self.message_user(
                request, f"Nommés avec elle, ils attendent encore\u00a0: {names}.", messages.WARNING
            )
        return redirect(self.address("change", winner.pk))


def merge_two(admin: MergingAdmin, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
    """Lead from two sheets of a list to the page that merges them: the one that is public, or older, would stay."""
    chosen = sorted(queryset.order_by()[:3], key=lambda sheet: (not sheet.is_published, sheet.pk))
    if len(chosen) != 2:
        admin.message_user(request, "Choisissez exactement deux fiches à fusionner.", messages.ERROR)
        return None
    if reason := merging.why_not(*chosen):
        admin.message_user(request, reason, messages.ERROR)
        return None
    return redirect(admin.address("merge", chosen[0].pk, chosen[1].pk))
