"""Submissions that are being checked by their author before sending."""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from contributors.models.signed_link import hash_token, new_token

LIFETIME = timedelta(hours=24)  # architecture.md, "The nouns": a draft is purged after 24 hours
# Once its author asked for a link: two weekends, to fetch a photo, ask the others, find the time. Nobody has agreed to
# anything yet, so no longer.
MAILED_LIFETIME = timedelta(days=14)


def a_day_from_now() -> datetime:
    """Return when a draft that starts now is purged."""
    return timezone.now() + LIFETIME


def digest_of(typed: dict[str, list[str]]) -> str:
    """Return a digest of what was typed in a form, whatever the order of its fields."""
    return hashlib.sha256(json.dumps(typed, sort_keys=True).encode()).hexdigest()


class DraftQuerySet(models.QuerySet["Draft"]):
    """Sets of drafts."""

    def start(self, *, kind: str, data: dict, photo: models.Model | None) -> "tuple[Draft, str]":
        """Keep what a person typed; return the draft and the secret token of its address."""
        token = new_token()
        return self.create(kind=kind, data=data, photo=photo, token_hash=hash_token(token)), token

    def alive(self, *, kind: str, token: str) -> Self:
        """Return the set of at most one draft that this token opens."""
        return self.filter(kind=kind, token_hash=hash_token(token), expires_at__gt=timezone.now())

    def expired(self) -> Self:
        """Return the drafts to purge."""
        return self.filter(expires_at__lte=timezone.now())

    def mailed_to(self, email: str) -> Self:
        """Return those whose link was sent to this address."""
        return self.filter(email__iexact=email)


class Draft(models.Model):
    """What a form received, kept for its author's last look; once sent, it points at the sheet it became."""

    token_hash = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=40)
    data = models.JSONField()
    photo = models.ForeignKey("photos.Photo", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=a_day_from_now, db_index=True)
    sent_digest = models.CharField(max_length=64, blank=True)  # of what was typed, once it is sent and erased
    email = models.EmailField(max_length=254, blank=True)  # to which its author had the link sent
    content_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True)
    object_id = models.BigIntegerField(null=True, blank=True)
    sheet = GenericForeignKey()

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = "brouillon"

    def __str__(self) -> str:
        return f"brouillon {self.pk}"

    def was_sent_as(self, typed: dict[str, list[str]]) -> bool:
        """Whether this is what was sent: the same form once more, from the history of a browser."""
        return self.object_id is not None and self.sent_digest == digest_of(typed)
