"""What a person agreed to, in which words, and when."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Consent(models.Model):
    """One agreement of one contributor, about one sheet."""

    class Purpose(models.TextChoices):
        PUBLICATION = "publication", "publication sous licence libre"
        PUBLIC_CONTACT = "contact", "coordonnées publiques"
        PERSON_ACTOR = "person_actor", "page à son nom"

    contributor = models.ForeignKey("contributors.Contributor", models.CASCADE, related_name="consents")
    purpose = models.CharField("objet", max_length=20, choices=Purpose)
    text_version = models.CharField("version du texte", max_length=20)
    given_at = models.DateTimeField("donné le", auto_now_add=True)
    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    sheet = GenericForeignKey()

    class Meta:
        verbose_name = "consentement"
        indexes = [models.Index(fields=["content_type", "object_id"], name="consent_sheet")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {self.given_at:%d/%m/%Y}"
