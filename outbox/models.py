"""Mail that waits in the database until the worker has sent it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models


class Message(models.Model):
    """One mail to one address, written in the transaction of the act that causes it."""

    class State(models.TextChoices):
        WAITING = "waiting", "en attente"
        SENT = "sent", "envoyé"
        FAILED = "failed", "abandonné"

    to = models.EmailField("destinataire", max_length=254)
    subject = models.CharField("objet", max_length=200)
    body = models.TextField(
        "texte", blank=True, help_text="Effacé après l’envoi\u00a0: il peut contenir un lien secret."
    )
    reply_to = models.EmailField("répondre à", max_length=254, blank=True)  # erased with the text
    html = models.TextField("texte en HTML", blank=True)  # empty: made of the text; erased with it
    headers = models.JSONField(
        "en-têtes", default=dict, blank=True
    )  # beside those of every mail; erased with the text
    state = models.CharField("état", max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    # Attempts in a row that began and never said how they ended: the mail may have left.
    interrupted = models.PositiveSmallIntegerField("interruptions", default=0)
    last_error = models.CharField("dernière erreur", max_length=300, blank=True)
    created_at = models.DateTimeField("écrit le", auto_now_add=True)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)

    class Meta:
        verbose_name = "courriel"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "id"], name="message_state")]

    def __str__(self) -> str:
        return self.subject

    @property
    def message_id(self) -> str:
        """The same each time that this mail leaves: a server that gets it twice may tell."""
        moment = int(self.created_at.timestamp() * 1_000_000)
        return f"<{self.pk}.{moment}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"
