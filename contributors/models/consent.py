"""What a person agreed to, in which words, and when."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from contributors.consent_texts import ConsentText


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Sets of consents."""

    def keep(
        self, *, sheet: models.Model, contributor: models.Model, purpose: str, text: ConsentText
    ) -> "Consent":
        """Keep what a person agreed to about a sheet, with the version of the words."""
        return self.create(contributor=contributor, purpose=purpose, text_version=text.version, sheet=sheet)


class Consent(models.Model):
    """One agreement of one contributor, about one sheet."""

    class Purpose(models.TextChoices):
        PUBLICATION = "publication", "publication sous licence libre"
        PUBLIC_CONTACT = "contact", "coordonnées publiques"
        PERSON_ACTOR = "person_actor", "page à son nom"
        LETTER = "letter", "lettre par courriel"

    contributor = models.ForeignKey("contributors.Contributor", models.CASCADE, related_name="consents")
    purpose = models.CharField("objet", max_length=20, choices=Purpose)
    text_version = models.CharField("version du texte", max_length=20)
    given_at = models.DateTimeField("donné le", auto_now_add=True)
    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    sheet = GenericForeignKey()

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "consentement"
        indexes = [models.Index(fields=["content_type", "object_id"], name="consent_sheet")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {timezone.localtime(self.given_at):%d/%m/%Y}"
