"""Secret links sent by mail: one purpose, one target, an expiry; only a hash is kept."""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


def hash_token(token: str) -> str:
    """Return what is stored of a secret token: its SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def new_token() -> str:
    """Return a secret of 256 bits, safe in an address."""
    return secrets.token_urlsafe(32)


class SignedLinkQuerySet(models.QuerySet["SignedLink"]):
    """Sets of links."""

    def issue(
        self,
        *,
        purpose: str,
        contributor: models.Model,
        sheet: models.Model,
        valid: timedelta,
        replace: bool = True,
    ) -> str:
        """Make a link, which replaces those of its purpose on the sheet unless told not to; return its secret token."""
        content_type = ContentType.objects.get_for_model(sheet)
        if replace:
            self.filter(
                purpose=purpose, content_type=content_type, object_id=sheet.pk, contributor=contributor
            ).delete()
        token = new_token()
        self.create(
            token_hash=hash_token(token),
            purpose=purpose,
            contributor=contributor,
            content_type=content_type,
            object_id=sheet.pk,
            expires_at=timezone.now() + valid,
        )
        return token

    def valid(self, *, purpose: str, token: str) -> "SignedLink | None":
        """Return the link that this token opens for this purpose, or None: unknown, expired or replaced."""
        return self.filter(
            purpose=purpose, token_hash=hash_token(token), expires_at__gt=timezone.now()
        ).first()


class SignedLink(models.Model):
    """The right, for whoever holds the token, to do one thing with one sheet."""

    class Purpose(models.TextChoices):
        CONFIRM = "confirm", "confirmer une proposition"
        FOLLOW = "follow", "suivre une fiche"
        PROPOSE = "propose", "confirmer une modification"
        RELATE = "relate", "répondre à une relation proposée"
        ANSWER = "answer", "répondre à un message ou à une mise en relation"
        ANIMATE = "animate", "accepter d’animer un territoire"
        REGISTER = "register", "confirmer ou annuler une inscription"

    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField("objet", max_length=20, choices=Purpose)
    contributor = models.ForeignKey("contributors.Contributor", models.CASCADE, related_name="links")
    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    sheet = GenericForeignKey()
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField("expire le", db_index=True)

    objects = SignedLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "lien signé"
        verbose_name_plural = "liens signés"
        indexes = [models.Index(fields=["content_type", "object_id"], name="signed_link_sheet")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, jusqu’au {timezone.localtime(self.expires_at):%d/%m/%Y}"
