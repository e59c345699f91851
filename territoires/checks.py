"""What a public site must say about itself: `check --deploy` refuses blanks, and so does the server at start."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured


@register(Tags.security, deploy=True)
def legal_notice_is_complete(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Require each line of the legal notice and of the privacy page (law of 21 June 2004, article 6, III)."""
    return [
        Error(
            f"LEGAL_{name.upper()} is blank: the legal notice would be incomplete.",
            hint="Set it in the environment or in .env; .env.example says what each line is.",
            id="territoires.E001",
        )
        for name, value in settings.LEGAL.items()
        if not value.strip()
    ]


@register(Tags.security, deploy=True)
def mail_has_a_sender(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Require a sender that the mails can really come from."""
    if "@localhost" not in settings.DEFAULT_FROM_EMAIL and "@" in settings.DEFAULT_FROM_EMAIL:
        return []
    return [
        Error(
            "MAIL_FROM does not name an address of the site.",
            hint="Such as: Territoires contributifs <contact@example.org>.",
            id="territoires.E002",
        )
    ]


@register(Tags.security, deploy=True)
def site_is_encrypted(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn when visitors' forms would travel in clear."""
    if settings.HTTPS:
        return []
    return [Warning("SITE_URL does not start with https://.", id="territoires.W001")]


def refuse_incomplete_site() -> None:
    """Raise `ImproperlyConfigured` with every reason, when a production site lacks what a public one must have."""
    if settings.DEMO:
        return
    errors = [error for check in (legal_notice_is_complete, mail_has_a_sender) for error in check(None)]
    if errors:
        reasons = "\n".join(f"- {error.msg}" for error in errors)
        raise ImproperlyConfigured(f"The site cannot open yet:\n{reasons}\n{errors[0].hint}")
