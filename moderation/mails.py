"""The mails about a sheet, written in the outbox within the transaction of the act."""

from datetime import datetime

from django.conf import settings
from django.template import Context, Engine
from django.urls import reverse

from contributors.models import Contributor, User
from moderation.models import Sheet
from outbox import actions as outbox

FOLDER = "moderation/mail/"  # of the templates; the first line of each is its subject


def address(path: str) -> str:
    """Return the whole address of a page: workers have no request to take the host from."""
    return settings.SITE_URL + path


def _write(template: str, *, to: str, **context: object) -> None:
    """Render a template of `FOLDER` and put it in the outbox."""
    site = {"site_url": settings.SITE_URL, "contact": settings.LEGAL["contact"]}
    # Plain text: an apostrophe in a title stays one.
    plain = Context(context | site, autoescape=False)
    text = Engine.get_default().get_template(FOLDER + template + ".txt").render(plain)
    subject, _, body = text.strip().partition("\n")
    outbox.write(to=to, subject=subject, body=body)


def ask_confirmation(*, sheet: Sheet, contributor: Contributor, token: str, expires: datetime) -> None:
    """Ask the author of a submission to confirm it: the link shows a page, whose button confirms."""
    link = address(reverse("confirm", args=[token]))
    _write(
        "confirmation", to=contributor.email, sheet=sheet, contributor=contributor, link=link, expires=expires
    )


def tell_already_confirmed(*, sheet: Sheet, contributor: Contributor) -> None:
    """Tell its author, who asks for a new link, that none is needed."""
    _write("already_confirmed", to=contributor.email, sheet=sheet, contributor=contributor)


def tell_moderators(*, sheet: Sheet) -> None:
    """Tell those who look after its territory that a sheet waits."""
    link = address(reverse(f"admin:{sheet._meta.app_label}_{sheet._meta.model_name}_change", args=[sheet.pk]))
    for user in User.objects.filter(is_staff=True, is_active=True).exclude(email=""):
        waiting = type(sheet)._default_manager.moderated_by(user).pending()
        if waiting.filter(pk=sheet.pk).exists():
            _write(
                "queue", to=user.email, sheet=sheet, link=link, count=waiting.count(), oldest=waiting.first()
            )


def tell_published(*, sheet: Sheet) -> None:
    """Tell its author that a sheet is public."""
    if sheet.submitted_by:
        link = address(sheet.get_absolute_url())
        _write(
            "published", to=sheet.submitted_by.email, sheet=sheet, contributor=sheet.submitted_by, link=link
        )


def tell_refused(*, sheet: Sheet) -> None:
    """Tell its author why a sheet was refused."""
    if sheet.submitted_by:
        _write("refused", to=sheet.submitted_by.email, sheet=sheet, contributor=sheet.submitted_by)


def tell_archived(*, sheet: Sheet, reason: str) -> None:
    """Tell its author that a sheet is no longer public."""
    if sheet.submitted_by:
        _write(
            "archived",
            to=sheet.submitted_by.email,
            sheet=sheet,
            contributor=sheet.submitted_by,
            reason=reason,
        )
