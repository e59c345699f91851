"""What the letter is, and those that were sent to mailing lists."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from moderation import caching
from newsletter.issues import digest_of
from newsletter.models import Issue

ON_A_PAGE = 30


@caching.listing
def letter_page(request: HttpRequest) -> HttpResponse:
    """Say what the letter is, lead to the form, and list what was sent to mailing lists."""
    sent = Issue.objects.sent().select_related("mailing_list")
    page = Paginator(sent, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "newsletter/letter_page.html", {"page": page})


@caching.sheet
def issue_page(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Show a letter to a mailing list, as far as what it told of is still public."""
    if not (1 <= number <= 32_767 and 2000 <= year <= 9999):
        raise Http404
    issues = Issue.objects.sent().select_related("mailing_list")
    issue = get_object_or_404(issues, year=year, number=number)
    around = Issue.objects.sent().filter(mailing_list=issue.mailing_list)
    context = {
        "issue": issue,
        "digest": digest_of(issue),
        "before": around.filter(sent_at__lt=issue.sent_at).first(),
        "after": around.filter(sent_at__gt=issue.sent_at).last(),
    }
    return render(request, "newsletter/issue.html", context)
