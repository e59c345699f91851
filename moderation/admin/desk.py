"""The pages of the desk that belong to no kind of sheet: the next one, one's mails, the statistics."""

import csv
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from moderation import statistics
from moderation.admin.flow import kinds_of, next_view
from moderation.admin.territories import moderator
from moderation.models import Notice


class NoticeForm(forms.ModelForm):
    """How often one wants mails."""

    class Meta:
        model = Notice
        fields = ["rhythm"]
        widgets = {"rhythm": forms.RadioSelect}


def desk_urls(site: AdminSite) -> list[URLPattern]:
    """Return the addresses of the pages."""

    def notice(request: HttpRequest) -> HttpResponse:
        return _notice_page(site, request)

    def figures(request: HttpRequest) -> HttpResponse:
        return _statistics_page(site, request)

    return [
        path("suivante/", site.admin_view(next_view(site)), name="next"),
        path("mes-courriels/", site.admin_view(notice), name="notice"),
        path("statistiques/", site.admin_view(figures), name="statistics"),
    ]


def _notice_page(site: AdminSite, request: HttpRequest) -> HttpResponse:
    user = moderator(request)
    notice = Notice.objects.filter(user=user).first() or Notice(user=user)
    form = NoticeForm(request.POST if request.method == "POST" else None, instance=notice)
    if form.is_valid():
        Notice.objects.update_or_create(user=user, defaults={"rhythm": form.cleaned_data["rhythm"]})
        messages.success(request, "Votre choix est noté.")
        return redirect("admin:index")
    context = {"title": "Mes courriels", "form": form, "email": user.email}
    return _page(site, request, "moderation/admin/notice.html", context)


def _statistics_page(site: AdminSite, request: HttpRequest) -> HttpResponse:
    tables = [statistics.of_kind(kind, moderator(request)) for kind in kinds_of(site, request)]
    tables.sort(key=lambda table: table.received, reverse=True)
    if request.GET.get("format") == "csv":
        return _csv(tables)
    # Reports are shown to whoever may read them.
    reports = (
        statistics.reports(moderator(request))
        if moderator(request).has_perm("moderation.view_report")
        else []
    )
    context = {"title": "Statistiques", "tables": tables, "reports": reports}
    return _page(site, request, "moderation/admin/statistics.html", context)


def _csv(tables: list[statistics.Table]) -> HttpResponse:
    """Return the figures as a file; delays in days, with the decimal comma that spreadsheets in French read."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="moderation.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow(
        ["mois", "sorte", "reçues", "publiées", "refusées", "délai médian (jours)", "neuf sur dix en (jours)"]
    )
    for table in tables:
        for row in table.rows:
            delays = [
                "" if days is None else f"{days:.1f}".replace(".", ",") for days in (row.median, row.ninth)
            ]
            writer.writerow(
                [f"{row.month:%Y-%m}", table.name, row.received, row.published, row.refused, *delays]
            )
    return response


def _page(site: AdminSite, request: HttpRequest, template: str, context: dict[str, Any]) -> TemplateResponse:
    return TemplateResponse(request, template, {**site.each_context(request), **context})
