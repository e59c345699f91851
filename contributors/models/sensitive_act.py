"""The log of what the team does that can harm people or the site."""

from django.conf import settings
from django.db import models
from django.utils import timezone

WHO, ABOUT, DETAIL = 150, 200, 500  # characters


class SensitiveAct(models.Model):
    """One sensitive act; written only by `contributors.acts.record`, never rewritten, kept for a year.

    It holds neither an IP address nor an e-mail address: a visitor is the number of their row.
    """

    class Kind(models.TextChoices):
        LOG_IN = "log_in", "connexion"
        FAILED_LOG_IN = "failed_log_in", "mot de passe refusé"
        LOCKED = "locked", "connexion bloquée"
        FAILED_CODE = "failed_code", "code refusé"
        RECOVERY_CODE = "recovery_code", "code de secours utilisé"
        SECOND_FACTOR = "second_factor", "second facteur changé"
        INVITATION = "invitation", "invitation"
        PASSWORD = "password", "mot de passe changé"
        ACCOUNT = "account", "compte ou droits changés"
        GROUP = "group", "groupe changé"
        ERASURE = "erasure", "effacement"
        EXPORT = "export", "données personnelles remises"
        BAN = "ban", "personne bloquée partout"
        UNBAN = "unban", "blocage partout levé"

    kind = models.CharField("acte", max_length=20, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="compte",
    )
    # The name stays when the account goes.
    who = models.CharField("par", max_length=WHO, blank=True)
    about = models.CharField("au sujet de", max_length=ABOUT, blank=True)
    detail = models.CharField("précision", max_length=DETAIL, blank=True)
    at = models.DateTimeField("le", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "acte sensible"
        verbose_name_plural = "actes sensibles"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["kind", "-id"], name="sensitive_act_kind"),
            models.Index(fields=["about", "-id"], name="sensitive_act_about"),
            models.Index(fields=["who", "-id"], name="sensitive_act_who"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {timezone.localtime(self.at):%d/%m/%Y %H:%M}"
